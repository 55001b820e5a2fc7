using System.Buffers.Binary;
using System.Numerics;

namespace SipIds.Sip.Parsing;

/// <summary>Reads a Request-Line or a Status-Line (RFC 3261 §7.1, §7.2), forgiving what implementations forgive and saying so.</summary>
internal static class StartLineParser
{
    // A method, a space, the shortest URI and the version; more than a method's name needs to be read.
    private const int ShortestPlain = 13;
    private const int CodeLength = 3;

    private static ReadOnlySpan<byte> Version => "SIP/2.0"u8;

    /// <summary>Reads the line from <paramref name="start"/> to its line feed at <paramref name="lineEnd"/>, or to the end of the payload. False if it is neither, in which case what looks like its parts is kept all the same.</summary>
    public static bool Parse(ReadOnlySpan<byte> payload, int start, int lineEnd, ref StartLine line)
    {
        var end = lineEnd > start && payload[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (end > ushort.MaxValue)
        {
            line.Anomalies |= SipAnomalies.StartLine;
            return false;
        }

        var text = payload[..end];
        if (end - start >= ShortestPlain && TryParsePlain(text, start, ref line))
        {
            return true;
        }

        return IsVersion(text[start..])
            ? ParseStatusLine(text, start, ref line)
            : ParseRequestLine(text, start, ref line);
    }

    // The forms that all but a few messages have; anything else takes the long way.
    private static bool TryParsePlain(ReadOnlySpan<byte> text, int start, ref StartLine line) =>
        text[start..].StartsWith("SIP/2.0 "u8)
            ? TryParsePlainStatus(text, start, ref line)
            : text.EndsWith(" SIP/2.0"u8) && TryParsePlainRequest(text, start, ref line);

    private static bool TryParsePlainStatus(ReadOnlySpan<byte> text, int start, ref StartLine line)
    {
        var codeEnd = start + Version.Length + 1 + CodeLength;
        if (!ShortNumber.TryRead(text, codeEnd, CodeLength, out var code) || code is < 100 or > 699 || text[codeEnd] != ' ')
        {
            return false;
        }

        line.StatusCode = (short)code;
        line.Version = new(start, start + Version.Length);
        line.Reason = new(codeEnd + 1, text.Length);
        return true;
    }

    private static bool TryParsePlainRequest(ReadOnlySpan<byte> text, int start, ref StartLine line)
    {
        var versionStart = text.Length - Version.Length;
        var length = MethodLength(text[start..]);
        var method = SipMethods.FindIn(text[start..], length);
        var uriStart = start + length + 1;
        if (method is SipMethod.Extension || text[uriStart - 1] != ' ' || uriStart >= versionStart - 1)
        {
            return false;
        }

        var uri = text[uriStart..(versionStart - 1)];
        if (uri[0] == '<' || uri.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r') >= 0)
        {
            return false;
        }

        line.Method = method;
        line.IsRequest = true;
        line.MethodName = new(start, uriStart - 1);
        line.RequestUri = new(uriStart, versionStart - 1);
        line.Version = new(versionStart, text.Length);
        return true;
    }

    // Where the first space would be, in the first eight bytes or after eight or nine of them.
    private static int MethodLength(ReadOnlySpan<byte> text)
    {
        var others = BinaryPrimitives.ReadUInt64LittleEndian(text) ^ 0x2020_2020_2020_2020;
        var spaces = (others - 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080;
        return spaces != 0 ? BitOperations.TrailingZeroCount(spaces) / 8 : text[sizeof(ulong)] == ' ' ? sizeof(ulong) : SipMethods.Longest;
    }

    private static bool IsVersion(ReadOnlySpan<byte> text) => text.Length >= 4 && SipGrammar.EqualsIgnoreCase(text[..4], "sip/"u8);

    // Status-Line = SIP-Version SP Status-Code SP Reason-Phrase
    private static bool ParseStatusLine(ReadOnlySpan<byte> text, int start, ref StartLine line)
    {
        var end = WordEnd(text, start);
        line.Version = new(start, end);
        CheckVersion(text[start..end], ref line);
        var code = AfterSpace(text, end, ref line);
        var codeEnd = WordEnd(text, code);
        CheckStatusCode(text[code..codeEnd], ref line);

        // The space before an empty reason phrase is often left out (RFC 4475 §3.1.1.13 has it).
        var reason = codeEnd;
        if (codeEnd < text.Length)
        {
            CheckSpace(text[codeEnd], ref line);
            reason++;
        }

        line.Reason = new(reason, text.Length);
        return true;
    }

    private static void CheckVersion(ReadOnlySpan<byte> version, ref StartLine line)
    {
        // RFC 3261 §7.1: the version is case-insensitive and must be sent in upper case.
        if (!version.SequenceEqual("SIP/2.0"u8) && !SipGrammar.EqualsIgnoreCase(version, "sip/2.0"u8))
        {
            line.Anomalies |= SipAnomalies.Version;
        }
    }

    private static void CheckStatusCode(ReadOnlySpan<byte> code, ref StartLine line)
    {
        if (SipGrammar.TryReadNumber(code, short.MaxValue, out var number))
        {
            line.StatusCode = (short)number;
        }

        if (code.Length != 3 || number is < 100 or > 699)
        {
            line.Anomalies |= SipAnomalies.StatusCode;
        }
    }

    // Request-Line = Method SP Request-URI SP SIP-Version
    private static bool ParseRequestLine(ReadOnlySpan<byte> text, int start, ref StartLine line)
    {
        line.IsRequest = true;
        var methodStart = SipGrammar.SkipWhiteSpace(text, start);
        var methodEnd = WordEnd(text, methodStart);
        line.MethodName = new(methodStart, methodEnd);
        var method = text[methodStart..methodEnd];
        line.Method = SipMethods.Find(method);
        if (methodStart != start)
        {
            line.Anomalies |= SipAnomalies.StartLineSpace;
        }

        var isMethod = line.Method is not SipMethod.Extension || (!method.IsEmpty && !method.ContainsAnyExcept(SipGrammar.Token));
        var uri = AfterSpace(text, methodEnd, ref line);
        var versionEnd = text.Length;
        while (versionEnd > uri && SipGrammar.IsWhiteSpace(text[versionEnd - 1]))
        {
            versionEnd--;
            line.Anomalies |= SipAnomalies.StartLineSpace;
        }

        var space = text[uri..versionEnd].LastIndexOfAny(SipGrammar.WhiteSpace);
        var version = space < 0 ? versionEnd : uri + space + 1;
        var isVersion = IsVersion(text[version..versionEnd]);
        line.Version = new(version, versionEnd);
        ReadRequestUri(text, uri, isVersion ? version - 1 : versionEnd, ref line);
        if (!isVersion || !isMethod)
        {
            line.Anomalies |= SipAnomalies.StartLine;
            return isVersion;
        }

        CheckSpace(text[version - 1], ref line);
        CheckVersion(text[version..versionEnd], ref line);
        return true;
    }

    private static void ReadRequestUri(ReadOnlySpan<byte> text, int start, int end, ref StartLine line)
    {
        var trimmed = SipGrammar.Trim(text[start..Math.Max(end, start)]);
        if (trimmed.Length != end - start)
        {
            line.Anomalies |= SipAnomalies.StartLineSpace;
        }

        line.RequestUri = new(start, start + trimmed.Length);
        if (trimmed.IsEmpty || trimmed[0] == '<' || trimmed.ContainsAny(SipGrammar.WhiteSpace))
        {
            line.Anomalies |= SipAnomalies.RequestUri;
        }
    }

    private static int AfterSpace(ReadOnlySpan<byte> text, int index, ref StartLine line)
    {
        var next = SipGrammar.SkipWhiteSpace(text, index);
        if (next - index != 1 || text[index] != ' ')
        {
            line.Anomalies |= SipAnomalies.StartLineSpace;
        }

        return next;
    }

    private static void CheckSpace(byte separator, ref StartLine line) =>
        line.Anomalies |= separator == ' ' ? SipAnomalies.None : SipAnomalies.StartLineSpace;

    private static int WordEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAny(SipGrammar.WhiteSpace);
        return length < 0 ? text.Length : start + length;
    }
}
