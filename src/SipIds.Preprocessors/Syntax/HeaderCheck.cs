using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1002: every header line has a name and a colon, and an empty line ends them.</summary>
internal static class HeaderCheck
{
    public const SipAnomalies Signs = SipAnomalies.NoColon | SipAnomalies.HeaderName | SipAnomalies.NoBlankLine | SipAnomalies.LeadingFold;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1002, "syntax-header", Severity.Medium, EventAction.Drop,
        "A header line has no colon or a name that is no token, or no empty line ends the headers (RFC 3261 §7, §7.3.1). "
        + "Severity 3 for values that cannot be: an Expires that is no number, a Content-Type that is no type and subtype of 127 letters at the most (RFC 6838 §4.2), "
        + "a Date that is not in GMT or of another form (§20.17; RFC 4475 §3.1.2.12), a Warning that is no code, agent and text (§20.43), "
        + "a Session-Expires or Min-SE below 90 (RFC 4028 §4, §5), a Retry-After in anything but the refusals of §20.33.")
    {
        Title = "Broken header line",
        Drop = DropReach.Message,
        FalseAlarm = "A device that ends its headers without an empty line, or writes a space into the name of a header. What receivers ignore, such "
            + "as a Date in local time or a Warning of free text, is mild.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, Describe(anomalies));
        }
    }

    private static ReadOnlySpan<byte> Describe(SipAnomalies anomalies)
    {
        if ((anomalies & SipAnomalies.NoColon) != SipAnomalies.None)
        {
            return "a line without a colon"u8;
        }

        if ((anomalies & SipAnomalies.HeaderName) != SipAnomalies.None)
        {
            return "a name that is no token"u8;
        }

        return (anomalies & SipAnomalies.LeadingFold) != SipAnomalies.None ? "a first line that continues nothing"u8 : "no empty line after the headers"u8;
    }
}
