using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>What is not the sender's fault in a payload that the capture cut short.</summary>
internal static class Truncation
{
    private const SipAnomalies OfTheHead = SipAnomalies.NoBlankLine | SipAnomalies.NoColon | SipAnomalies.HeaderName | SipAnomalies.ContentLengthInvalid;

    // A CR that lost its LF, perhaps that of the empty line.
    private const SipAnomalies OfALineEnd = SipAnomalies.BareCarriageReturn | SipAnomalies.LeadingFold;

    private const SipAnomalies OfTheStartLine =
        SipAnomalies.StartLine | SipAnomalies.StartLineSpace | SipAnomalies.Version | SipAnomalies.StatusCode | SipAnomalies.RequestUri;

    /// <summary>The anomalies that the cut alone may have made.</summary>
    public static SipAnomalies Excuses(in SipMessage message)
    {
        var excuses = SipAnomalies.ContentLengthTooLarge;
        if ((message.Anomalies & SipAnomalies.NoBlankLine) != SipAnomalies.None)
        {
            excuses |= message.Head is [.., (byte)'\r'] ? OfTheHead | OfALineEnd : OfTheHead;
        }

        return IsStartLineCut(message) ? excuses | OfTheStartLine : excuses;
    }

    /// <summary>Whether not even the start line is whole.</summary>
    public static bool IsStartLineCut(in SipMessage message) => !message.Head.TrimStart("\r\n"u8).Contains((byte)'\n');
}
