using System.Buffers;

namespace SipIds.Sip;

/// <summary>Steps over <c>;name=value</c> parameters; shared by every field that has them.</summary>
internal static class SipParameterReader
{
    private static readonly SearchValues<byte> s_valueEnd = SearchValues.Create("; \t\r\n,\"=?"u8);

    /// <summary>Reads the parameter whose semicolon is at or after <paramref name="index"/>, which moves past it. False, and the index unmoved but for white space, where none stands or a quote is never closed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ref int index, out TextRange name, out TextRange value, out bool hasValue)
    {
        name = value = default;
        hasValue = false;
        index = SipGrammar.SkipWhiteSpace(text, index);
        if ((uint)index >= (uint)text.Length || text[index] != ';')
        {
            return false;
        }

        var start = SipGrammar.SkipWhiteSpace(text, index + 1);
        var end = WordEnd(text, start);
        if (end == start)
        {
            return false;
        }

        name = new(start, end);
        var equals = SipGrammar.SkipWhiteSpace(text, end);
        hasValue = equals < text.Length && text[equals] == '=';
        if (hasValue)
        {
            start = SipGrammar.SkipWhiteSpace(text, equals + 1);
            end = start < text.Length && text[start] == '"' ? SipGrammar.SkipQuotedString(text, start) : ValueEnd(text, start);
            if (end < 0)
            {
                return false;
            }

            value = new(start, end);
        }

        index = end;
        return true;
    }

    private static int WordEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAny(s_valueEnd);
        return length < 0 ? text.Length : start + length;
    }

    // '=' and '?' may stand inside a value (base64, dialog ids of foreign systems); they end a name only.
    private static int ValueEnd(ReadOnlySpan<byte> text, int start)
    {
        var end = WordEnd(text, start);
        while (end < text.Length && (text[end] is (byte)'=' or (byte)'?'))
        {
            end = WordEnd(text, end + 1);
        }

        return end;
    }
}
