using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct tpacket3_hdr: a frame in a block.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BlockFrame
{
    public uint Next;
    public uint Seconds;
    public uint Nanoseconds;
    public uint Captured;
    public uint Length;
    public uint Status;
    public ushort Link;
    public ushort Network;
    public uint Hash;
    public uint VlanTag;
    public ushort VlanProtocol;
}

/// <summary>struct tpacket_block_desc with its header of version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingBlock
{
    public uint Version;
    public uint PrivateOffset;
    public uint Status;
    public uint Frames;
    public uint FirstFrame;
}
