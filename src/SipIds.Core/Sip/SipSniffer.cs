namespace SipIds.Sip;

/// <summary>Recognises SIP by its first line, for ports that are not known to carry it.</summary>
public static class SipSniffer
{
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

        // However long it is: servers take start lines of 64 KiB.
        var end = payload.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? payload : payload[..end];
        var slash = line.LastIndexOf((byte)'/');
        return slash >= 4 && SipGrammar.EqualsIgnoreCase(line[(slash - 3)..slash], "sip"u8) && SipGrammar.IsWhiteSpace(line[slash - 4]);
    }
}
