using System.Buffers;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Finds conversions of <c>printf</c> where only text should be: <c>%s%s%s</c>, <c>%n%x</c>, <c>%.999d</c>, <c>%1$n</c>. What logs or copies such a text carelessly crashes, or writes where it should not.</summary>
/// <remarks>Percent escapes of URIs are none, and neither is a per cent sign in a name. One or two <c>%s</c> may be a template that somebody forgot to fill in.</remarks>
internal static class FormatString
{
    // From here on a run of conversions is no accident.
    private const int Enough = 3;

    private const int EscapeLength = 3;

    // No text has as many signs that are no escapes; to look behind each takes its time.
    private const int MostSigns = 128;

    private static readonly SearchValues<byte> s_second = SearchValues.Create("-+#0123456789*.hlLqjztdiouxXeEfFgGaAcspn"u8);
    private static readonly SearchValues<byte> s_conversions = SearchValues.Create("diouxXeEfFgGaAcspn"u8);

    /// <summary>Whether there is a run of conversions in the text.</summary>
    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        var (weight, separators, left) = (0, 0, MostSigns);
        for (var index = text.IndexOf((byte)'%'); index >= 0;)
        {
            var length = ConversionLength(text[index..], out var own);
            weight = own == 0 ? 0 : weight + own;
            left -= length < EscapeLength ? 1 : 0;
            if (weight >= Enough + Math.Min(separators, 1) || left == 0)
            {
                return true;
            }

            // A run goes on at once, or after one separator.
            var rest = text[(index + length)..];
            var next = rest.IndexOf((byte)'%');
            var goesOn = next == 0 || (next == 1 && !char.IsAsciiLetterOrDigit((char)rest[0]));
            (weight, separators) = goesOn ? (weight, separators + next) : (0, 0);
            index = next < 0 ? -1 : index + length + next;
        }

        return false;
    }

    // % [flags] [width] [. precision] [modifiers] conversion; at least 1, so that a search goes on.
    private static int ConversionLength(ReadOnlySpan<byte> text, out int weight)
    {
        weight = 0;
        if (IsEscape(text))
        {
            return EscapeLength;
        }

        if (text.Length < 2 || !s_second.Contains(text[1]))
        {
            return 1;
        }

        var index = Skip(text, 1, "-+#0"u8);
        var width = index;
        index = Skip(text, index, "0123456789*"u8);
        var isStar = text[width..index].Contains((byte)'*');
        var isPositional = index > width && index < text.Length && text[index] == '$';
        index += isPositional ? 1 : 0;
        var precision = index;
        index = index < text.Length && text[index] == '.' ? Skip(text, index + 1, "0123456789*"u8) : index;
        isStar |= text[precision..index].Contains((byte)'*');
        var isPrecise = index - precision > 2;
        index = Skip(text, index, "hlLqjzt"u8);
        if (index >= text.Length || !s_conversions.Contains(text[index]))
        {
            return 1;
        }

        weight = isPositional || isPrecise ? Enough : isStar || text[index] == 'n' ? 2 : 1;
        return index + 1;
    }

    // %08x is a conversion all the same: whoever escapes a control character does not go on with an x.
    private static bool IsEscape(ReadOnlySpan<byte> text) =>
        text.Length > 2 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2])
        && !(text[1] == '0' && text.Length > 3 && text[3] is (byte)'x' or (byte)'X');

    private static int Skip(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> values)
    {
        var length = text[Math.Min(start, text.Length)..].IndexOfAnyExcept(values);
        return length < 0 ? text.Length : start + length;
    }
}
