using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Origin;

/// <summary>5002: a REFER inside a call comes from one of its two sides.</summary>
internal static class ReferCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5002, "origin-refer", Severity.High, EventAction.Drop,
        "A REFER inside a call from an origin that is neither party's (RFC 3515 §2.4): a third transfers the call, to itself or to a spitter. "
        + "Low and not dropped, if it comes from the /29 (IPv6: the /64) of a server that is a party, whose partner it may be, or through one of `proxy_ip` with the private address in Via that a party without a registration calls itself by.")
    {
        Title = "REFER by a stranger, call transferred",
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A partner of a proxy pair that took over a call, or a party that moved to another network in it: name your proxies in "
            + "`proxy_ip`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party, ReferralTable referrals)
    {
        if (!inspection.Call.IsInDialog)
        {
            return;
        }

        // One that is passed on refers to where its sender has.
        var kinship = party.Judge(packet, inspection.Call);
        if (kinship is not Kinship.Party && !(referrals.Knows(packet) && PartyCheck.IsRelayed(packet, inspection.Call)))
        {
            ExpectedOrigin.Report(inspection, Event, kinship, inspection.Call.Call);
        }
    }
}
