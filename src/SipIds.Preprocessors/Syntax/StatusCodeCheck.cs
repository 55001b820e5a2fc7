using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1008: the status code is one of three digits that SIP has a class for.</summary>
internal static class StatusCodeCheck
{
    public const SipAnomalies Signs = SipAnomalies.StatusCode;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1008, "syntax-status-code", Severity.Medium, EventAction.Drop,
        "The status code is not three digits from 100 to 699 (RFC 3261 §7.2, §21).")
    {
        Title = "Impossible status code",
        Drop = DropReach.Message,
        FalseAlarm = "None is known: no response class begins with another digit.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, StartLineCheck.Line(packet.Message));
        }
    }
}
