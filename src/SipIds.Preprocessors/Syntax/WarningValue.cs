namespace SipIds.Preprocessors.Syntax;

/// <summary>The form of a Warning: three digits, who warns, and a quoted text (RFC 3261 §20.43).</summary>
internal static class WarningValue
{
    private const int CodeLength = 3;

    /// <summary>Whether the text has that form; further warnings after a comma are not looked into.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        if (text.Length <= CodeLength || text[..CodeLength].ContainsAnyExceptInRange((byte)'0', (byte)'9') || text[CodeLength] != ' ')
        {
            return false;
        }

        var agent = text[CodeLength..].TrimStart(" \t\r\n"u8);
        var end = agent.IndexOfAny(" \t\r\n"u8);
        return end > 0 && agent[0] != '"' && agent[end..].TrimStart(" \t\r\n"u8) is [(byte)'"', .., (byte)'"'];
    }
}
