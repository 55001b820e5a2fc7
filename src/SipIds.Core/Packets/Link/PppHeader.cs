using System.Buffers.Binary;

namespace SipIds.Packets.Link;

/// <summary>PPP (RFC 1661, RFC 1662) and PPP over Ethernet (RFC 2516).</summary>
internal static class PppHeader
{
    private const int PppoeLength = 6;
    private const byte PppoeVersionAndType = 0x11;
    private const int AddressAndControl = 0xFF03;

    public static Layer ReadOverEthernet(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < PppoeLength)
        {
            return Layer.Truncated;
        }

        if (rest[0] != PppoeVersionAndType)
        {
            return Layer.Malformed;
        }

        // Any other code is discovery.
        if (rest[1] != 0)
        {
            return Layer.NotForUs;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        rest = rest[PppoeLength..];
        rest = rest[..Math.Min(length, rest.Length)];
        return Layer.Ppp;
    }

    public static Layer Read(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(rest) == AddressAndControl)
        {
            rest = rest[2..];
        }

        if (rest.IsEmpty)
        {
            return Layer.Truncated;
        }

        // RFC 1661 §2: an odd first byte is the whole of a compressed protocol field.
        int protocol = rest[0];
        var length = 1;
        if ((protocol & 1) == 0)
        {
            if (rest.Length < 2)
            {
                return Layer.Truncated;
            }

            protocol = (protocol << 8) | rest[1];
            length = 2;
        }

        rest = rest[length..];
        return protocol switch
        {
            0x0021 => Layer.IPv4,
            0x0057 => Layer.IPv6,
            0x0281 or 0x0283 => Layer.Mpls,
            _ => Layer.NotForUs,
        };
    }
}
