using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Origin;

/// <summary>5007: what changes a call comes from one of its two sides.</summary>
internal static class ReinviteCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5007, "origin-reinvite", Severity.Medium, EventAction.Alert,
        "A re-INVITE or UPDATE with the tags of a call from an origin that is neither party's (RFC 3261 §14, RFC 3311 §5): a third takes over the media, or a party "
        + "has moved to another network. Low, if it comes from the /29 (IPv6: the /64) of a server that is a party.")
    {
        Title = "Media of a call moved by a stranger",
        Drop = DropReach.Nothing,
        Settings = ["proxy_ip", "peers"],
        FalseAlarm = "A phone that goes on in another network during a call and has not registered there, or the partner of a proxy pair that took over a call.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party)
    {
        var calls = inspection.Call;
        if (!calls.IsInDialog || !calls.TagsMatch || !calls.Call.IsLive)
        {
            return;
        }

        var kinship = party.Judge(packet, calls);
        if (kinship is not Kinship.Party && !PartyCheck.IsRelayed(packet, calls))
        {
            ExpectedOrigin.Report(inspection, Event, kinship, calls.Call);
        }
    }
}
