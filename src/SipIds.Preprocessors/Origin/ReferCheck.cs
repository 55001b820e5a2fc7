using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Origin;

/// <summary>5002: a REFER inside a call comes from one of its two sides.</summary>
internal static class ReferCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5002, "origin-refer", Severity.High, EventAction.Drop,
        "A REFER inside a call from an origin that is neither party's (RFC 3515 §2.4): a third transfers the call, to itself or to a spitter.")
    {
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A partner of a proxy pair that took over a call, or a party that moved to another network in it: name your proxies in "
            + "`proxy_ip`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party)
    {
        if (inspection.Calls.IsInDialog && party.IsStranger(packet, inspection.Calls))
        {
            ref readonly var call = ref inspection.Calls.Call;
            ExpectedOrigin.Report(inspection, Event, call.Caller.First, call.Callee.First);
        }
    }
}
