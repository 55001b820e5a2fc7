using SipIds.Calls.Registrations;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5011: what is said of a user comes from the user, or from a server of ours.</summary>
internal static class PublishCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5011, "origin-publish", Severity.Medium, EventAction.Alert,
        "A PUBLISH, or a NOTIFY that belongs to no subscription, in the name of a registered user (From or To) and from an origin without standing (RFC 3903 §14, RFC 6665 §6.2): forged presence, a lamp that lights, a phone that restarts. "
        + "Low, if it comes from the /29 (IPv6: the /64) of a server that the receiver has registered at or called by, or in the first `standing_grace`.")
    {
        Title = "Message in a user's name from elsewhere",
        Drop = DropReach.Nothing,
        Settings = ["proxy_ip", "peers", "origin.users", "standing_grace"],
        FalseAlarm = "A voice mail or provisioning server that phones do not register at: add it to `peers`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, OutsideSender senders, RegistrationTable registrations)
    {
        // A receiver refuses what bears a To tag and fits no subscription (RFC 6665 §4.1.3).
        var calls = inspection.Calls;
        var isUnasked = packet.Message.Method is SipMethod.Publish || !calls.IsInDialog;
        if (!isUnasked || (!registrations.Knows(calls.FromKey, packet.Time) && !registrations.Knows(calls.ToKey, packet.Time)))
        {
            return;
        }

        var kinship = senders.Judge(packet, calls);
        if (kinship is Kinship.Stranger)
        {
            inspection.Report(Event, packet.Message.From.Uri.Text);
        }
        else if (kinship is Kinship.Neighbour)
        {
            inspection.Notice(Event, packet.Message.From.Uri.Text);
        }
    }
}
