namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Takes the disguises off a piece of text: escapes of escapes, backslashes, letter case, comments and odd blanks between words.</summary>
internal static class InjectionText
{
    /// <summary>The most bytes that are looked at at once.</summary>
    public const int MaxLength = 256;

    // One escape is ordinary, two get past a filter that decodes once, three past one that decodes twice.
    private const int MaxDecodes = 3;

    /// <summary>Decodes percent escapes, of escapes too, and backslashes; returns how many bytes are left.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> bytes.</param>
    /// <param name="decoded">As long as <paramref name="text"/> at least.</param>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        text.CopyTo(decoded);
        var length = text.Length;
        for (var round = 0; round < MaxDecodes; round++)
        {
            var before = length;
            length = DecodeOnce(decoded[..length]);
            if (length == before)
            {
                break;
            }
        }

        return length;
    }

    /// <summary>Writes the text in lower case with one blank for white space, plus signs and comments; returns its length.</summary>
    public static int Normalize(ReadOnlySpan<byte> text, Span<byte> normalized)
    {
        var length = 0;
        var hasComments = true;
        for (var index = 0; index < text.Length; index++)
        {
            var value = text[index];
            if (value == '/' && text[index..].StartsWith("/*!"u8))
            {
                // MySQL executes what is in it.
                index += VersionLength(text[(index + 3)..]) + 2;
                value = (byte)' ';
            }
            else if (value == '/' && hasComments && index + 1 < text.Length && text[index + 1] == '*')
            {
                // What is not closed is no comment, and nothing after it is.
                var end = CommentEnd(text, index);
                hasComments = end > 0;
                (index, value) = hasComments ? (end - 1, (byte)' ') : (index, value);
            }

            var isBlank = value is <= (byte)' ' or (byte)'+';
            if (!isBlank)
            {
                normalized[length++] = (byte)char.ToLowerInvariant((char)value) is var lower && value < 0x80 ? lower : value;
            }
            else if (length == 0 || normalized[length - 1] != ' ')
            {
                normalized[length++] = (byte)' ';
            }
        }

        return length;
    }

    private static int DecodeOnce(Span<byte> text)
    {
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var value = text[index];
            if (value == '%' && index + 2 < text.Length && char.IsAsciiHexDigit((char)text[index + 1]) && char.IsAsciiHexDigit((char)text[index + 2]))
            {
                value = (byte)((Nibble(text[index + 1]) << 4) | Nibble(text[index + 2]));
                index += 2;
            }
            else if (value == '\\' && index + 1 < text.Length)
            {
                value = text[++index];
            }

            text[length++] = value;
        }

        return length;
    }

    private static int Nibble(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static int VersionLength(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var length ? length : text.Length;

    // The index after the comment that begins here; 0 if nothing ends it.
    private static int CommentEnd(ReadOnlySpan<byte> text, int index)
    {
        var end = text[(index + 2)..].IndexOf("*/"u8);
        return end < 0 ? 0 : index + 2 + end + 2;
    }
}
