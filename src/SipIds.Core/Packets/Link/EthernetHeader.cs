using System.Buffers.Binary;

namespace SipIds.Packets.Link;

/// <summary>Ethernet II, IEEE 802.3 with LLC and SNAP, and the tags of IEEE 802.1Q and 802.1ad.</summary>
internal static class EthernetHeader
{
    private const int Length = 14;
    private const int TagLength = 4;
    private const int LlcLength = 3;
    private const int SnapLength = 8;
    private const int SnapSaps = 0xAAAA03;
    private const int IPv4Saps = 0x060603;

    public static Layer Read(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        if (rest.Length < Length)
        {
            return Layer.Truncated;
        }

        packet.TargetMac = MacAddress.FromBytes(rest);
        packet.SourceMac = MacAddress.FromBytes(rest[6..]);
        int type = BinaryPrimitives.ReadUInt16BigEndian(rest[12..]);
        rest = rest[Length..];
        return EtherType.Next(type);
    }

    // However many tags there are, they count as one header: each shortens the frame.
    public static Layer ReadTags(ref ReadOnlySpan<byte> rest)
    {
        int type;
        do
        {
            if (rest.Length < TagLength)
            {
                return Layer.Truncated;
            }

            type = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = rest[TagLength..];
        }
        while (EtherType.IsTag(type));
        return EtherType.Next(type);
    }

    public static Layer ReadLlc(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < LlcLength)
        {
            return Layer.Truncated;
        }

        var saps = (rest[0] << 16) | (rest[1] << 8) | rest[2];
        if (saps == IPv4Saps)
        {
            rest = rest[LlcLength..];
            return Layer.IPv4;
        }

        if (saps != SnapSaps)
        {
            return Layer.NotForUs;
        }

        if (rest.Length < SnapLength)
        {
            return Layer.Truncated;
        }

        // RFC 1042: organisation 0 means that an EtherType follows; 802.1H bridges write 00-00-F8.
        var organisation = (rest[3] << 16) | (rest[4] << 8) | rest[5];
        int type = BinaryPrimitives.ReadUInt16BigEndian(rest[6..]);
        rest = rest[SnapLength..];
        return organisation is 0 or 0xF8 && type >= EtherType.Smallest ? EtherType.Next(type) : Layer.NotForUs;
    }
}
