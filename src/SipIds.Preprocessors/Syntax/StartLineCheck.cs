using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1001: the start line has the form of a request or a response.</summary>
internal static class StartLineCheck
{
    public const SipAnomalies Signs = SipAnomalies.StartLine | SipAnomalies.StartLineSpace;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1001, "syntax-start-line", Severity.Medium, EventAction.Drop,
        "The first line is neither a Request-Line nor a Status-Line with single spaces between its parts (RFC 3261 §7.1, §7.2).")
    {
        Title = "First line is neither request nor response",
        Drop = DropReach.Message,
        FalseAlarm = "A device that writes two spaces, or one at the end, into its request line. It breaks RFC 3261 §7.1, and servers differ in what "
            + "they make of it.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, Line(packet.Message));
        }
    }

    /// <summary>The start line as it stands, without its line end.</summary>
    public static ReadOnlySpan<byte> Line(in SipMessage message)
    {
        var head = message.Head.TrimStart("\r\n"u8);
        var end = head.IndexOf((byte)'\n');
        return (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
    }
}
