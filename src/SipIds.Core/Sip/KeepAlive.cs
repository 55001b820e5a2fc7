using System.Buffers;

namespace SipIds.Sip;

/// <summary>What keeps a NAT binding open on a SIP port and is no SIP.</summary>
internal static class KeepAlive
{
    private static readonly SearchValues<byte> s_blank = SearchValues.Create("\0\t\n\r "u8);

    /// <summary>Whether a payload is a CRLF or blank ping (RFC 5626 §3.5.1), STUN (RFC 8489 §5), or the <c>jaK</c> that some softphones send.</summary>
    public static bool Matches(ReadOnlySpan<byte> payload)
    {
        // Above a blank begins something else, but for one word; STUN begins with two zero bits.
        if (payload.IsEmpty)
        {
            return true;
        }

        return payload[0] <= (byte)' '
            ? IsStun(payload) || !payload.ContainsAnyExcept(s_blank)
            : payload.Length <= 4 && payload.TrimEnd((byte)0).SequenceEqual("jaK"u8);
    }

    private static bool IsStun(ReadOnlySpan<byte> payload) =>
        StunMessage.IsHeaderOf(payload) && StunMessage.IsWhole(payload) && !StunMessage.ClaimsMore(payload);
}
