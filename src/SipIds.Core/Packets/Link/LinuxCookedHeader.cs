using System.Buffers.Binary;

namespace SipIds.Packets.Link;

/// <summary>The headers that Linux puts in place of the link's own when it captures on all interfaces, versions 1 and 2.</summary>
internal static class LinuxCookedHeader
{
    private const int Length = 16;
    private const int Version2Length = 20;
    private const int MacLength = 6;
    private const int Netlink = 824;

    public static Layer Read(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        if (rest.Length < Length)
        {
            return Layer.Truncated;
        }

        int hardware = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        int addressLength = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        int protocol = BinaryPrimitives.ReadUInt16BigEndian(rest[14..]);
        packet.SourceMac = addressLength == MacLength ? MacAddress.FromBytes(rest[6..]) : default;
        rest = rest[Length..];
        return Next(hardware, protocol);
    }

    public static Layer ReadVersion2(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        if (rest.Length < Version2Length)
        {
            return Layer.Truncated;
        }

        int protocol = BinaryPrimitives.ReadUInt16BigEndian(rest);
        int hardware = BinaryPrimitives.ReadUInt16BigEndian(rest[8..]);
        packet.SourceMac = rest[11] == MacLength ? MacAddress.FromBytes(rest[12..]) : default;
        rest = rest[Version2Length..];
        return Next(hardware, protocol);
    }

    // Below the EtherTypes stand Linux's own numbers; 4 is a frame that begins with LLC.
    private static Layer Next(int hardware, int protocol) =>
        hardware == Netlink || protocol is < EtherType.Smallest and not 4 ? Layer.NotForUs : EtherType.Next(protocol);
}
