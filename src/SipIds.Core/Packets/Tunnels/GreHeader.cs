using System.Buffers.Binary;
using SipIds.Packets.Link;

namespace SipIds.Packets.Tunnels;

/// <summary>GRE (RFC 2784, RFC 2890), its PPTP variant (RFC 2637 §4.1) and the mirror headers of ERSPAN inside it.</summary>
internal static class GreHeader
{
    private const int MinLength = 4;
    private const int Word = 4;
    private const int HasChecksum = 0x8000;
    private const int HasRouting = 0x4000;
    private const int HasKey = 0x2000;
    private const int HasSequence = 0x1000;
    private const int HasAcknowledgement = 0x0080;
    private const int VersionMask = 0x0007;
    private const int ErspanType2Length = 8;
    private const int ErspanType3Length = 12;
    private const int ErspanSubheaderLength = 8;

    public static Layer Read(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < MinLength)
        {
            return Layer.Truncated;
        }

        int flags = BinaryPrimitives.ReadUInt16BigEndian(rest);
        int type = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        var version = flags & VersionMask;
        if (version > 1)
        {
            return Layer.Malformed;
        }

        // RFC 2784 §2.3: routing (RFC 1701) is not to be accepted.
        if ((flags & HasRouting) != 0)
        {
            return Layer.NotForUs;
        }

        var length = MinLength
            + ((flags & HasChecksum) != 0 ? Word : 0)
            + ((flags & HasKey) != 0 ? Word : 0)
            + ((flags & HasSequence) != 0 ? Word : 0)
            + (version == 1 && (flags & HasAcknowledgement) != 0 ? Word : 0);
        if (rest.Length < length)
        {
            return Layer.Truncated;
        }

        rest = rest[length..];
        return type switch
        {
            // Without a sequence number it is ERSPAN type I, which has no header of its own.
            EtherType.ErspanType2 => (flags & HasSequence) != 0 ? Skip(ErspanType2Length, ref rest) : Layer.Ethernet,
            EtherType.ErspanType3 => ReadErspanType3(ref rest),
            < EtherType.Smallest => Layer.NotForUs,
            _ => EtherType.Next(type),
        };
    }

    private static Layer ReadErspanType3(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < ErspanType3Length)
        {
            return Layer.Truncated;
        }

        var hasSubheader = (rest[11] & 1) != 0;
        var frameType = (rest[10] >> 2) & 0x1F;
        var layer = Skip(ErspanType3Length + (hasSubheader ? ErspanSubheaderLength : 0), ref rest);
        return (layer, frameType) switch
        {
            (Layer.Truncated, _) => layer,
            (_, 0) => Layer.Ethernet,
            (_, 2) => Layer.IP,
            _ => Layer.NotForUs,
        };
    }

    private static Layer Skip(int length, ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < length)
        {
            return Layer.Truncated;
        }

        rest = rest[length..];
        return Layer.Ethernet;
    }
}
