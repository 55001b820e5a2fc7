using System.Runtime.CompilerServices;

namespace SipIds.Sip;

/// <summary>Reads the forms of From, To, Via and URIs that all but a few messages use, by their <see cref="Marks"/>. False, and the layout of no use, for anything else: the general parsers read that.</summary>
/// <remarks>What is read here is read exactly as the general parsers would, and without a fault.</remarks>
internal static class PlainFields
{
    private const int MaxPortDigits = 5;

    /// <summary><c>"Display" &lt;sip:user@host:port;uri-params&gt;;tag=value;name=value</c>, the display name optional.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ref NameAddress.Layout layout)
    {
        if (text.Length is < Marks.MinLength or > Marks.MaxLength)
        {
            return false;
        }

        var marks = Marks.Of(text);
        if (!TryReadDisplayName(text, marks, ref layout, out var bracket))
        {
            return false;
        }

        var start = bracket + 1;
        if (!TryReadUri(text, marks, start, ref layout.Uri, out var end) || At(text, end) != '>')
        {
            return false;
        }

        layout.UriText = new(start, end);
        end++;
        if (end == text.Length)
        {
            return true;
        }

        layout.Parameters = new(end, text.Length);
        return TryReadTag(text, marks, end, ref layout);
    }

    /// <summary><c>SIP/2.0/UDP host:port;branch=value;rport;received=value</c>, to its end or to a comma.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ref SipVia.Layout layout)
    {
        const int transport = 8;
        if (text.Length is < Marks.MinLength or > Marks.MaxLength || !text.StartsWith("SIP/2.0/"u8))
        {
            return false;
        }

        var marks = Marks.Of(text);
        var space = marks.Next(transport);
        if (space == transport || At(text, space) != ' ')
        {
            return false;
        }

        layout.Transport = new(transport, space);
        if (!TryReadHostPort(text, marks, space + 1, 0, out layout.Host, out layout.Port, out var index))
        {
            return false;
        }

        var start = index;
        while (At(text, index) == ';')
        {
            if (!TryReadParameter(text, marks, ref index, out var name, out var value))
            {
                return false;
            }

            Keep(name.Of(text), value, ref layout);
        }

        layout.Parameters = new(start, index);
        layout.End = (ushort)index;
        return index == text.Length || text[index] == ',';
    }

    /// <summary><c>sip:user@host:port;uri-params</c>, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ref SipUri.Layout layout)
    {
        if (text.Length is < Marks.MinLength or > Marks.MaxLength)
        {
            return false;
        }

        return TryReadUri(text, Marks.Of(text), 0, ref layout, out var end) && end == text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDisplayName(ReadOnlySpan<byte> text, in Marks marks, ref NameAddress.Layout layout, out int bracket)
    {
        var isQuoted = text[0] == '"';
        bracket = marks.Next(isQuoted ? 1 : 0);
        while (At(text, bracket) == ' ')
        {
            bracket = marks.Next(bracket + 1);
        }

        if (isQuoted)
        {
            if (At(text, bracket) != '"')
            {
                return false;
            }

            layout.DisplayName = new(1, bracket);
            bracket++;
            bracket += At(text, bracket) == ' ' ? 1 : 0;
            return At(text, bracket) == '<';
        }

        if (text[0] == ' ' || At(text, bracket) != '<')
        {
            return false;
        }

        var end = bracket;
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        layout.DisplayName = new(0, end);
        return true;
    }

    // The URI ends at the first mark that is none of its own, or with the text. Its ranges count from its own first byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadUri(ReadOnlySpan<byte> text, in Marks marks, int start, ref SipUri.Layout layout, out int end)
    {
        end = start;
        var colon = marks.Next(start);
        if (colon - start != 3 || At(text, colon) != ':' || !IsSip(text[start..colon]))
        {
            return false;
        }

        var at = marks.Next(colon + 1);
        while (At(text, at) is (byte)'+' or (byte)'*')
        {
            at = marks.Next(at + 1);
        }

        if (At(text, at) != '@' || at == colon + 1)
        {
            return false;
        }

        layout.IsSip = true;
        layout.Scheme = new(0, 3);
        layout.User = new(colon + 1 - start, at - start);
        if (!TryReadHostPort(text, marks, at + 1, start, out layout.Host, out layout.Port, out end))
        {
            return false;
        }

        if (At(text, end) == ';')
        {
            var parameters = end;
            do
            {
                end = Math.Min(marks.Next(end + 1), text.Length);
            }
            while (At(text, end) is (byte)';' or (byte)'=');
            layout.Parameters = new(parameters - start, end - start);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadHostPort(ReadOnlySpan<byte> text, in Marks marks, int start, int origin, out TextRange host, out ushort port, out int end)
    {
        end = Math.Min(marks.Next(start), text.Length);
        host = new(start - origin, end - origin);
        port = 0;
        if (end == start || At(text, end) != ':')
        {
            return end > start;
        }

        var digits = end + 1;
        end = Math.Min(marks.Next(digits), text.Length);
        if (end - digits is 0 or > MaxPortDigits)
        {
            return false;
        }

        var number = 0;
        foreach (var digit in text[digits..end])
        {
            if (!SipGrammar.IsDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        port = (ushort)number;
        return number <= ushort.MaxValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadTag(ReadOnlySpan<byte> text, in Marks marks, int index, ref NameAddress.Layout layout)
    {
        while (At(text, index) == ';')
        {
            if (!TryReadParameter(text, marks, ref index, out var name, out var value))
            {
                return false;
            }

            if (!layout.HasTag && SipGrammar.EqualsIgnoreCase(name.Of(text), "tag"u8))
            {
                layout.HasTag = true;
                layout.Tag = value;
            }
        }

        return index == text.Length;
    }

    // ";name" or ";name=value", the value not empty.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadParameter(ReadOnlySpan<byte> text, in Marks marks, ref int index, out TextRange name, out TextRange value)
    {
        var start = index + 1;
        index = Math.Min(marks.Next(start), text.Length);
        name = new(start, index);
        value = default;
        if (At(text, index) != '=')
        {
            return index > start;
        }

        var valueStart = index + 1;
        index = Math.Min(marks.Next(valueStart), text.Length);
        value = new(valueStart, index);
        return index > valueStart && valueStart > start + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(ReadOnlySpan<byte> name, TextRange value, ref SipVia.Layout layout)
    {
        switch (name.Length)
        {
            case 6 when SipGrammar.EqualsIgnoreCase(name, "branch"u8):
                layout.Branch = layout.HasBranch ? layout.Branch : value;
                layout.HasBranch = true;
                break;
            case 5 when SipGrammar.EqualsIgnoreCase(name, "rport"u8):
                layout.RPort = value;
                layout.HasRPort = true;
                break;
            case 8 when SipGrammar.EqualsIgnoreCase(name, "received"u8):
                layout.Received = value;
                break;
            default:
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSip(ReadOnlySpan<byte> scheme) => (scheme[0] | 0x20) == 's' && (scheme[1] | 0x20) == 'i' && (scheme[2] | 0x20) == 'p';

    // 0 past the end: a NUL is a mark, but never one of those that are looked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte At(ReadOnlySpan<byte> text, int index) => (uint)index < (uint)text.Length ? text[index] : (byte)0;
}
