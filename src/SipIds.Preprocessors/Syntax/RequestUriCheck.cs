using System.Buffers;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1005: the Request-URI is a URI. Schemes that nobody knows are legal (RFC 4475 §3.3.2).</summary>
internal static class RequestUriCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1005, "syntax-uri", Severity.Medium, EventAction.Drop,
        "The Request-URI is no URI, stands in angle brackets, holds spaces, or carries headers (RFC 3261 §19.1.1, §25.1; RFC 4475 §3.1.2.7, .8, .11).")
    {
        Title = "Request-URI is no URI",
        Drop = DropReach.Message,
        FalseAlarm = "A client that dials what was typed, with brackets, quotes or spaces in it. Bytes of UTF-8 in a user part are mild.",
    };

    private const SipFieldFaults Faults =
        SipFieldFaults.Empty | SipFieldFaults.UnbalancedBracket | SipFieldFaults.Scheme | SipFieldFaults.Escape
        | SipFieldFaults.Host | SipFieldFaults.Port | SipFieldFaults.UriCharacter;

    // What RFC 3986 excludes from every URI, but for the bytes of UTF-8 that some phones dial as they are typed.
    private static readonly SearchValues<byte> s_excluded = SearchValues.Create(" \"<>\\^`{|}\u007F"u8);

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        if (!message.IsRequest)
        {
            return;
        }

        var uri = message.RequestUri;
        var isMarked = (message.Anomalies & (SipAnomalies.RequestUri | SipAnomalies.StartLine)) != SipAnomalies.None;
        if (isMarked || (uri.Faults & Faults) != SipFieldFaults.None || !uri.Headers.IsEmpty)
        {
            Judge(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        var isNoRequestLine = (message.Anomalies & SipAnomalies.StartLine) != SipAnomalies.None;
        if (isNoRequestLine || (packet.Decoded.Truncated && Truncation.IsStartLineCut(message)))
        {
            // Without a request line there is no telling which of its bytes are the URI.
            return;
        }

        var uri = message.RequestUri;
        var isMarked = (message.Anomalies & SipAnomalies.RequestUri) != SipAnomalies.None;
        if (!isMarked && (uri.Faults & Faults) == SipFieldFaults.UriCharacter && uri.Headers.IsEmpty && !uri.Text.ContainsAny(s_excluded))
        {
            inspection.Notice(Event, uri.Text);
            return;
        }

        inspection.Report(Event, uri.Text);
    }
}
