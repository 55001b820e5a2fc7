namespace SipIds.Sip;

/// <summary>Reads a Request-Line or a Status-Line (RFC 3261 §7.1, §7.2), forgiving what implementations forgive and saying so.</summary>
internal static class StartLineParser
{
    private static ReadOnlySpan<byte> Version => "SIP/2.0"u8;

    /// <summary>Reads the line at <paramref name="start"/>. False if it is neither, in which case what looks like its parts is kept all the same.</summary>
    public static bool Parse(ReadOnlySpan<byte> payload, int start, ref StartLine line)
    {
        var length = payload[start..].IndexOf((byte)'\n');
        var end = length < 0 ? payload.Length : start + length;
        if (end > start && payload[end - 1] == '\r')
        {
            end--;
        }

        if (end > ushort.MaxValue)
        {
            line.Anomalies |= SipAnomalies.StartLine;
            return false;
        }

        var text = payload[..end];
        if (TryParsePlainRequest(text, start, ref line))
        {
            return true;
        }

        return IsVersion(text[start..])
            ? ParseStatusLine(text, start, ref line)
            : ParseRequestLine(text, start, ref line);
    }

    // The form that all but a few requests have; anything else takes the long way.
    private static bool TryParsePlainRequest(ReadOnlySpan<byte> text, int start, ref StartLine line)
    {
        var versionStart = text.Length - Version.Length;
        if (versionStart - start < 6 || !text[versionStart..].SequenceEqual(Version))
        {
            return false;
        }

        var uriStart = start + text[start..].IndexOf((byte)' ') + 1;
        var uri = text[uriStart..Math.Max(versionStart - 1, uriStart)];
        var method = text[start..Math.Max(uriStart - 1, start)];
        line.Method = SipMethods.Find(method);
        if (line.Method is SipMethod.Extension || text[versionStart - 1] != ' ' || uri.IsEmpty || uri[0] == '<' || uri.ContainsAny(SipGrammar.WhiteSpace))
        {
            return false;
        }

        line.IsRequest = true;
        line.MethodName = new(start, uriStart - 1);
        line.RequestUri = new(uriStart, versionStart - 1);
        line.Version = new(versionStart, text.Length);
        return true;
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
