using System.Buffers;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>Steps over <c>;name=value</c> parameters; shared by every field that has them.</summary>
internal static class SipParameterReader
{
    /// <summary>The most parameters that are read of one value. No honest one has a third as many, and reading thousands takes its time.</summary>
    public const int MostParameters = 64;

    private static readonly SearchValues<byte> s_valueEnd = SearchValues.Create("; \t\r\n,\"=?"u8);

    /// <summary>Reads the parameter whose semicolon is at or after <paramref name="index"/>, which moves past it. False, and the index at what stands there instead, where none does or a quote is never closed.</summary>
    /// <remarks>Semicolons without a parameter are stepped over, as all receivers do, and told by <paramref name="faults"/>.</remarks>
    public static bool TryRead(ReadOnlySpan<byte> text, ref int index, out TextRange name, out TextRange value, out bool hasValue, ref SipFieldFaults faults)
    {
        name = value = default;
        hasValue = false;
        if (!TrySkipSemicolons(text, ref index, out var start, ref faults))
        {
            return false;
        }

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

    // Finds where the name after the semicolon would begin. Of several semicolons the last counts; one before a comma or the end belongs to nothing.
    private static bool TrySkipSemicolons(ReadOnlySpan<byte> text, ref int index, out int start, ref SipFieldFaults faults)
    {
        start = index = SipGrammar.SkipWhiteSpace(text, index);
        if ((uint)index >= (uint)text.Length || text[index] != ';')
        {
            return false;
        }

        start = SipGrammar.SkipWhiteSpace(text, index + 1);
        for (var left = MostParameters; start < text.Length && text[start] == ';' && left > 0; left--)
        {
            faults |= SipFieldFaults.EmptyParameter;
            index = start;
            start = SipGrammar.SkipWhiteSpace(text, index + 1);
        }

        if (start < text.Length && text[start] != ',')
        {
            return true;
        }

        faults |= SipFieldFaults.EmptyParameter;
        index = start;
        return false;
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
