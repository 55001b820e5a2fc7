using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1004: Content-Length is a number, and the datagram holds as much.</summary>
internal static class ContentLengthCheck
{
    public const SipAnomalies Signs = SipAnomalies.ContentLengthInvalid | SipAnomalies.ContentLengthTooLarge;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1004, "syntax-content-length", Severity.Medium, EventAction.Drop,
        "Content-Length is no number, or is more than the datagram holds (RFC 3261 §18.3, §20.14).")
    {
        Title = "Content-Length is wrong",
        Drop = DropReach.Message,
        FalseAlarm = "A device that counts characters for bytes, or an ALG that changed the body and not its length. What the capture cut short "
            + "accuses nobody.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, packet.Message.ValueOf(SipHeaderId.ContentLength));
        }
    }
}
