using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Origin;

/// <summary>5004: a BYE comes from one of the call's two sides.</summary>
internal static class ByeCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5004, "origin-bye", Severity.High, EventAction.Drop,
        "A BYE from an origin that is neither party's (RFC 3261 §15: only the two of them end a call): a third tears it down.")
    {
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A partner of a proxy pair that took over a call, or a party that moved to another network in it: name your proxies in "
            + "`proxy_ip`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party)
    {
        if (party.IsStranger(packet, inspection.Calls))
        {
            ref readonly var call = ref inspection.Calls.Call;
            ExpectedOrigin.Report(inspection, Event, call.Caller.First, call.Callee.First);
        }
    }
}
