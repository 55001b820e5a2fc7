using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Origin;

/// <summary>5004: a BYE comes from one of the call's two sides.</summary>
internal static class ByeCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5004, "origin-bye", Severity.High, EventAction.Drop,
        "A BYE from an origin that is neither party's (RFC 3261 §15: only the two of them end a call): a third tears it down. "
        + "Low and not dropped, if it comes from the /29 (IPv6: the /64) of a server that is a party, whose partner it may be, or through one of `proxy_ip` with the private address in Via that a party without a registration calls itself by.")
    {
        Title = "BYE by a stranger, call torn down",
        Classification = EventClass.AttemptedDos,
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A partner of a proxy pair that took over a call, or a party that moved to another network in it: name your proxies in "
            + "`proxy_ip`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party)
    {
        var kinship = party.Judge(packet, inspection.Call);
        if (kinship is not Kinship.Party && !PartyCheck.IsRelayed(packet, inspection.Call))
        {
            ExpectedOrigin.Report(inspection, Event, kinship, inspection.Call.Call);
        }
    }
}
