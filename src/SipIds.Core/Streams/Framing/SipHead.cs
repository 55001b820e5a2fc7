using SipIds.Sip;
using SipIds.Sip.Parsing;

namespace SipIds.Streams.Framing;

/// <summary>The little of a SIP head that framing needs: where it ends, and what it says the body's length is.</summary>
internal static class SipHead
{
    /// <summary>The offset after the empty line that ends the head, searched from <paramref name="from"/> on; -1 if it is not there yet.</summary>
    public static int FindEnd(ReadOnlySpan<byte> data, int from)
    {
        var rest = data[from..];
        var emptyLine = rest.IndexOf("\n\r\n"u8);
        var bareEmptyLine = (emptyLine < 0 ? rest : rest[..emptyLine]).IndexOf("\n\n"u8);
        if (bareEmptyLine >= 0)
        {
            return from + bareEmptyLine + 2;
        }

        return emptyLine < 0 ? -1 : from + emptyLine + 3;
    }

    /// <summary>Whether every receiver takes a message for as long as it is: CRLF at each line's end, and one Content-Length that is right.</summary>
    public static bool IsUnambiguous(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8) + 4;
        if (end < 4 || end != FindEnd(message, 0) || ReadContentLength(message[..end], out var length) is not BodyLength.Known || end + length != message.Length)
        {
            return false;
        }

        var lengths = 0;
        for (var start = 0; start < end - 2; start = SipStart.NextLine(message, start))
        {
            var line = message[start..SipStart.NextLine(message, start)];
            lengths += (line[0] | 0x20) is 'c' or 'l' && TryReadValue(message[..end], start, out _) ? 1 : 0;
            if (!line.EndsWith("\r\n"u8))
            {
                return false;
            }
        }

        return lengths == 1;
    }

    /// <summary>Reads the first Content-Length in any spelling (RFC 3261 §7.3.1, §20.14), as the message parser does.</summary>
    public static BodyLength ReadContentLength(ReadOnlySpan<byte> head, out int length)
    {
        length = 0;
        for (var start = SipStart.NextLine(head, 0); start < head.Length; start = SipStart.NextLine(head, start))
        {
            if ((head[start] | 0x20) is 'c' or 'l' && TryReadValue(head, start, out var value))
            {
                return Read(value, out length);
            }
        }

        return BodyLength.Missing;
    }

    private static bool TryReadValue(ReadOnlySpan<byte> head, int start, out ReadOnlySpan<byte> value)
    {
        value = default;
        var end = SipStart.NextLine(head, start);
        while (end < head.Length && head[end] is (byte)' ' or (byte)'\t')
        {
            end = SipStart.NextLine(head, end);
        }

        var line = head[start..end];
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || SipHeaderNames.Find(SipGrammar.Trim(line[..colon])) is not SipHeaderId.ContentLength)
        {
            return false;
        }

        value = SipGrammar.Trim(line[(colon + 1)..]);
        return true;
    }

    private static BodyLength Read(ReadOnlySpan<byte> value, out int length)
    {
        var isNumber = SipGrammar.TryReadNumber(value, int.MaxValue, out var number);
        length = isNumber ? (int)number : 0;
        if (isNumber)
        {
            return BodyLength.Known;
        }

        return value.IsEmpty || value.ContainsAnyExcept(SipGrammar.Digits) ? BodyLength.Invalid : BodyLength.Huge;
    }
}
