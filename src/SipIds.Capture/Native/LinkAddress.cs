using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct sockaddr_ll.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct LinkAddress
{
    public ushort Family;
    public ushort Protocol;
    public int Interface;
    public ushort HardwareType;
    public byte PacketType;
    public byte AddressLength;
    public ulong Address;
}

/// <summary>struct packet_mreq.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Membership
{
    public const ushort Promiscuous = 1;

    public int Interface;
    public ushort Type;
    public ushort AddressLength;
    public ulong Address;
}
