using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1003: the version is SIP/2.0.</summary>
internal static class VersionCheck
{
    public const SipAnomalies Signs = SipAnomalies.Version;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1003, "syntax-version", Severity.Medium, EventAction.Drop,
        "The version is not SIP/2.0 (RFC 3261 §7.1).")
    {
        Title = "Version is not SIP/2.0",
        Drop = DropReach.Message,
        FalseAlarm = "None is known: no other version of SIP was ever published. A protocol of a vendor's own on a SIP port may look like one.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, packet.Message.Version);
        }
    }
}
