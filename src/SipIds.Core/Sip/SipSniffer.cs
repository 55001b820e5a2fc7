namespace SipIds.Sip;

/// <summary>Recognises SIP by its first line, for ports that are not known to carry it.</summary>
public static class SipSniffer
{
    private const int MaxStartLine = 2048;

    /// <summary>Whether a payload begins as a SIP message does: a line that starts with <c>SIP/</c>, or a token and, later in the line, <c> SIP/</c>. Media is told apart by its first byte.</summary>
    public static bool LooksLikeSip(ReadOnlySpan<byte> payload)
    {
        var start = 0;
        while ((uint)start < (uint)payload.Length && SipGrammar.IsWhiteSpace(payload[start]))
        {
            start++;
        }

        payload = payload[start..];
        if (payload.Length < 8 || !SipGrammar.Token.Contains(payload[0]))
        {
            return false;
        }

        if (SipGrammar.EqualsIgnoreCase(payload[..4], "sip/"u8))
        {
            return true;
        }

        var line = payload[..Math.Min(payload.Length, MaxStartLine)];
        var end = line.IndexOfAny((byte)'\r', (byte)'\n');
        line = end < 0 ? line : line[..end];
        var slash = line.LastIndexOf((byte)'/');
        return slash >= 4 && SipGrammar.EqualsIgnoreCase(line[(slash - 3)..slash], "sip"u8) && SipGrammar.IsWhiteSpace(line[slash - 4]);
    }
}
