using System.Buffers.Binary;

namespace SipIds.Sip;

/// <summary>The shape of a STUN message (RFC 8489 §5): a header of 20 bytes, then attributes, each a type, a length and a value padded to four bytes.</summary>
public static class StunMessage
{
    private const int HeaderLength = 20;
    private const int AttributeHeaderLength = 4;
    private const uint MagicCookie = 0x2112_A442;

    /// <summary>Whether a payload begins as STUN does.</summary>
    public static bool IsHeaderOf(ReadOnlySpan<byte> payload) =>
        payload.Length >= HeaderLength && payload[0] < 4 && BinaryPrimitives.ReadUInt32BigEndian(payload[4..]) == MagicCookie;

    /// <summary>Whether a payload that begins as STUN does is as long as its header says.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> payload) => payload.Length == HeaderLength + LengthOf(payload);

    /// <summary>Whether the header of a payload that begins as STUN does, or one of its attributes, claims more bytes than there are.</summary>
    public static bool ClaimsMore(ReadOnlySpan<byte> payload)
    {
        var rest = payload[HeaderLength..];
        if (LengthOf(payload) > rest.Length)
        {
            return true;
        }

        rest = rest[..LengthOf(payload)];
        while (rest.Length >= AttributeHeaderLength)
        {
            var length = AttributeHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length > rest.Length)
            {
                return true;
            }

            rest = rest[Math.Min(rest.Length, (length + 3) & ~3)..];
        }

        return !rest.IsEmpty;
    }

    private static int LengthOf(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
}
