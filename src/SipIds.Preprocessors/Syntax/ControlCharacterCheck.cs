using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1007: no control character stands where the grammar has none. A body may hold any byte.</summary>
internal static class ControlCharacterCheck
{
    public const SipAnomalies Signs = SipAnomalies.ControlCharacter | SipAnomalies.BareCarriageReturn;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1007, "syntax-control-char", Severity.Medium, EventAction.Drop,
        "NUL, a CR without its LF or another control character stands in the start line or a header (RFC 3261 §25.1).")
    {
        Title = "Control character in a header",
        Drop = DropReach.Message,
        FalseAlarm = "A display name that was copied from a directory with an escape character or a NUL at its end.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, (anomalies & SipAnomalies.ControlCharacter) != SipAnomalies.None ? "a control character"u8 : "a CR without its LF"u8);
        }
    }
}
