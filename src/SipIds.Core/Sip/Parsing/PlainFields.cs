using System.Runtime.CompilerServices;

namespace SipIds.Sip.Parsing;

/// <summary>Reads the forms of From, To, Via and URIs that all but a few messages use, by their <see cref="Marks"/>. False, and the parts of no use, for anything else: the general parsers read that.</summary>
/// <remarks>What is read here is read exactly as the general parsers would, and without a fault.</remarks>
internal static class PlainFields
{
    private const int MaxPortDigits = 5;

    /// <summary><c>"Display" &lt;sip:user@host:port;uri-params&gt;;tag=value;name=value</c>, the display name and the user optional.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, TextRange range, ref NameAddress.Parts parts)
    {
        var text = range.Of(payload);
        if (!Marks.AreIn(range))
        {
            return false;
        }

        var marks = new Marks(payload, range);
        if (!TryReadDisplayName(text, ref marks, ref parts, out var bracket))
        {
            return false;
        }

        var start = bracket + 1;
        if (!TryReadUri(text, ref marks, start, ref parts.Uri, out var end) || At(text, end) != '>')
        {
            return false;
        }

        parts.UriText = new(start, end);
        end++;
        if (end == text.Length)
        {
            return true;
        }

        parts.Parameters = new(end, text.Length);
        return marks.Next() == end && TryReadTag(text, ref marks, end, ref parts);
    }

    /// <summary><c>SIP/2.0/UDP host:port;branch=value;rport;received=value</c>, to its end or to a comma.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, TextRange range, ref SipVia.Parts parts)
    {
        const int transport = 8;
        var text = range.Of(payload);
        if (!Marks.AreIn(range) || !text.StartsWith("SIP/2.0/"u8))
        {
            return false;
        }

        // First come the two slashes.
        var marks = new Marks(payload, range);
        marks.Next();
        marks.Next();
        var space = marks.Next();
        if (space == transport || At(text, space) != ' ')
        {
            return false;
        }

        parts.Transport = new(transport, space);
        if (!TryReadHostPort(text, ref marks, space + 1, 0, Math.Min(marks.Next(), text.Length), out parts.Host, out parts.Port, out var index))
        {
            return false;
        }

        var start = index;
        while (At(text, index) == ';')
        {
            if (!TryReadParameter(text, ref marks, ref index, out var name, out var value))
            {
                return false;
            }

            if (!TryKeep(name.Of(text), value, ref parts))
            {
                return false;
            }
        }

        parts.Parameters = new(start, index);
        parts.End = (ushort)index;
        return index == text.Length || text[index] == ',';
    }

    /// <summary><c>sip:user@host:port;uri-params</c>, the user optional, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, TextRange range, ref SipUri.Parts parts)
    {
        var text = range.Of(payload);
        if (!Marks.AreIn(range))
        {
            return false;
        }

        var marks = new Marks(payload, range);
        return TryReadUri(text, ref marks, 0, ref parts, out var end) && end == text.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDisplayName(ReadOnlySpan<byte> text, ref Marks marks, ref NameAddress.Parts parts, out int bracket)
    {
        bracket = marks.Next();
        var isQuoted = text[0] == '"';
        if (isQuoted)
        {
            bracket = marks.Next();
        }

        while (At(text, bracket) == ' ')
        {
            bracket = marks.Next();
        }

        if (isQuoted)
        {
            if (At(text, bracket) != '"')
            {
                return false;
            }

            parts.DisplayName = new(1, bracket);
            var end = bracket + 1;
            bracket = marks.Next();
            if (bracket == end && At(text, bracket) == ' ')
            {
                end++;
                bracket = marks.Next();
            }

            return bracket == end && At(text, bracket) == '<';
        }

        return At(text, bracket) == '<' && TryReadTokens(text, bracket, ref parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadTokens(ReadOnlySpan<byte> text, int bracket, ref NameAddress.Parts parts)
    {
        var end = bracket;
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        parts.DisplayName = new(0, end);
        return text[0] != ' ';
    }

    // The URI ends at the first mark that is none of its own, or with the text. Its ranges count from its own first byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadUri(ReadOnlySpan<byte> text, ref Marks marks, int start, ref SipUri.Parts parts, out int end)
    {
        end = start;
        var colon = marks.Next();
        if (colon - start != 3 || At(text, colon) != ':' || !IsSip(text[start..colon]))
        {
            return false;
        }

        parts.IsSip = true;
        parts.Scheme = new(0, 3);
        var host = colon + 1;
        var mark = marks.Next();
        var at = mark;
        while (At(text, at) is (byte)'+' or (byte)'*')
        {
            at = marks.Next();
        }

        if (At(text, at) == '@')
        {
            parts.User = new(host - start, at - start);
            if (at == host)
            {
                return false;
            }

            host = at + 1;
            mark = marks.Next();
        }
        else if (at != mark)
        {
            return false;
        }

        if (!TryReadHostPort(text, ref marks, host, start, Math.Min(mark, text.Length), out parts.Host, out parts.Port, out end))
        {
            return false;
        }

        if (At(text, end) == ';')
        {
            var parameters = end;
            do
            {
                end = Math.Min(marks.Next(), text.Length);
            }
            while (At(text, end) is (byte)';' or (byte)'=');
            parts.Parameters = new(parameters - start, end - start);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadHostPort(ReadOnlySpan<byte> text, ref Marks marks, int start, int origin, int hostEnd, out TextRange host, out ushort port, out int end)
    {
        end = hostEnd;
        host = new(start - origin, end - origin);
        port = 0;
        if (end == start || At(text, end) != ':')
        {
            return end > start;
        }

        var digits = end + 1;
        end = Math.Min(marks.Next(), text.Length);
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
    private static bool TryReadTag(ReadOnlySpan<byte> text, ref Marks marks, int index, ref NameAddress.Parts parts)
    {
        while (At(text, index) == ';')
        {
            if (!TryReadParameter(text, ref marks, ref index, out var name, out var value))
            {
                return false;
            }

            if (SipGrammar.EqualsIgnoreCase(name.Of(text), "tag"u8))
            {
                if (parts.HasTag)
                {
                    return false;
                }

                parts.HasTag = true;
                parts.Tag = value;
            }
        }

        return index == text.Length;
    }

    // ";name" or ";name=value", the value not empty.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadParameter(ReadOnlySpan<byte> text, ref Marks marks, ref int index, out TextRange name, out TextRange value)
    {
        var start = index + 1;
        index = Math.Min(marks.Next(), text.Length);
        name = new(start, index);
        value = default;
        if (At(text, index) != '=')
        {
            return index > start;
        }

        var valueStart = index + 1;
        index = Math.Min(marks.Next(), text.Length);
        value = new(valueStart, index);
        return index > valueStart && valueStart > start + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryKeep(ReadOnlySpan<byte> name, TextRange value, ref SipVia.Parts parts)
    {
        switch (name.Length)
        {
            case 6 when SipGrammar.EqualsIgnoreCase(name, "branch"u8):
                if (parts.HasBranch)
                {
                    return false;
                }

                parts.Branch = value;
                parts.HasBranch = true;
                break;
            case 5 when SipGrammar.EqualsIgnoreCase(name, "rport"u8):
                parts.RPort = value;
                parts.HasRPort = true;
                break;
            case 8 when SipGrammar.EqualsIgnoreCase(name, "received"u8):
                parts.Received = value;
                break;
            default:
                // Overload control (oc, oc-algo, …) is rare enough to be read by the general parser.
                return !(name.Length > 1 && (name[0] | 0x20) == 'o' && (name[1] | 0x20) == 'c');
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSip(ReadOnlySpan<byte> scheme) => (scheme[0] | 0x20) == 's' && (scheme[1] | 0x20) == 'i' && (scheme[2] | 0x20) == 'p';

    // 0 past the end: a NUL is a mark, but never one of those that are looked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte At(ReadOnlySpan<byte> text, int index) => (uint)index < (uint)text.Length ? text[index] : (byte)0;
}
