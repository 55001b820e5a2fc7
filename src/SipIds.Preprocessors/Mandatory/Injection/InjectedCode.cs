namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>What kind of code stands in a piece of text, with every disguise taken off.</summary>
internal static class InjectedCode
{
    /// <summary>The kind; empty for honest text.</summary>
    /// <param name="piece">At most <see cref="InjectionText.MaxLength"/> bytes.</param>
    /// <param name="decoded">Room for as many.</param>
    /// <param name="kind">What is ordinary in it.</param>
    public static ReadOnlySpan<byte> KindOf(scoped ReadOnlySpan<byte> piece, scoped Span<byte> decoded, InjectedKind kind)
    {
        Span<byte> normalized = stackalloc byte[InjectionText.MaxLength];
        var plain = decoded[..InjectionText.Decode(piece, decoded)];
        var words = normalized[..InjectionText.Normalize(plain, normalized)];
        var pattern = InjectionMatcher.KindOf(words, kind is not InjectedKind.User, out _);
        return !pattern.IsEmpty ? pattern
            : ShellCommand.IsIn(plain, kind is InjectedKind.Product) ? "shell command"u8
            : FormatString.IsIn(piece) || (plain.Length < piece.Length && FormatString.IsIn(plain)) ? "format string"u8
            : !piece.Contains((byte)'\n') && HoldsHeader(plain) ? "header"u8
            : default;
    }

    // A line end that was escaped, and what may be a header after it: whoever decodes and writes it again writes two lines.
    private static bool HoldsHeader(ReadOnlySpan<byte> plain)
    {
        while (plain.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var isWhole = end > 0 && plain[end - 1] == '\r';
            plain = plain[(end + 1)..];
            var colon = plain.IndexOf((byte)':');
            if (isWhole || (colon > 0 && !plain[..colon].ContainsAny(" \t\r\n"u8)))
            {
                return true;
            }
        }

        return false;
    }
}
