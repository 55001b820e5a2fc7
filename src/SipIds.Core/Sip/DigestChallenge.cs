namespace SipIds.Sip;

/// <summary>Reads Digest challenges (RFC 3261 §22, RFC 7616 §3.3).</summary>
public static class DigestChallenge
{
    /// <summary>Whether a challenge says that the password was right and only its nonce too old (RFC 7616 §3.3, <c>stale=true</c>).</summary>
    public static bool IsOnlyStale(in SipMessage response) =>
        SaysStale(response, SipHeaderId.WwwAuthenticate) || SaysStale(response, SipHeaderId.ProxyAuthenticate);

    private static bool SaysStale(in SipMessage response, SipHeaderId id)
    {
        foreach (var line in response.All(id))
        {
            foreach (var value in new SipValues(line.Value))
            {
                // The first value of a line begins with the scheme: Digest stale=true.
                var parameter = value[(value.IndexOfAny((byte)' ', (byte)'\t') + 1)..];
                if (IsTrue(value) || IsTrue(parameter))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsTrue(ReadOnlySpan<byte> parameter)
    {
        var equals = parameter.IndexOf((byte)'=');
        return equals > 0
            && System.Text.Ascii.EqualsIgnoreCase(parameter[..equals].Trim(" \t"u8), "stale"u8)
            && System.Text.Ascii.EqualsIgnoreCase(parameter[(equals + 1)..].Trim(" \t\""u8), "true"u8);
    }
}
