using SipIds.Calls;
using SipIds.Calls.Registrations;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5011: what is said of a user comes from the user, or from a server of ours.</summary>
internal static class PublishCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5011, "origin-publish", Severity.Medium, EventAction.Alert,
        "A PUBLISH that is accepted without a password, or a NOTIFY that belongs to no subscription, in the name of a registered user (From or To) and from an origin without standing (RFC 3903 §14, RFC 6665 §6.2): forged presence, a lamp that lights, a phone that restarts. "
        + "Low, if it comes from the /29 (IPv6: the /64) of a server that the receiver has registered at or called by, or in the first `standing_grace`.")
    {
        Title = "Message in a user's name from elsewhere",
        Drop = DropReach.Nothing,
        Settings = ["proxy_ip", "peers", "origin.users", "standing_grace"],
        FalseAlarm = "A voice mail or provisioning server that phones do not register at: add it to `peers`.",
        Accuses = Accused.Asker,
    };

    /// <summary>A NOTIFY that nobody asked for.</summary>
    public static void Inspect(in SipPacket packet, Inspection inspection, OutsideSender senders, RegistrationTable registrations)
    {
        // A receiver refuses what bears a To tag and fits no subscription (RFC 6665 §4.1.3).
        if (packet.Message.Method is SipMethod.Notify && !inspection.Call.IsInDialog && IsOfUser(packet, inspection.Call, registrations))
        {
            Report(senders.Judge(packet, inspection.Call), packet.Message.From.Uri.Text, inspection);
        }
    }

    /// <summary>A PUBLISH is accepted without a password: a softphone publishes from an address where it has not registered, and is asked for one.</summary>
    public static void InspectAnswer(in SipPacket packet, Inspection inspection, OutsideSender senders, RegistrationTable registrations)
    {
        var calls = inspection.Call;
        if (packet.Message.CSeq.Method is SipMethod.Publish && packet.Message.StatusCode is >= 200 and < 300 && calls.HasTransaction && calls.IsAnswer(packet)
            && !calls.Transaction.HasCredentials && IsOfUser(packet, calls, registrations))
        {
            Report(senders.JudgeAsker(packet, calls), packet.Message.From.Uri.Text, inspection);
        }
    }

    private static bool IsOfUser(in SipPacket packet, CallContext calls, RegistrationTable registrations) =>
        registrations.Knows(calls.FromKey, packet.Time) || registrations.Knows(calls.ToKey, packet.Time);

    private static void Report(Kinship kinship, ReadOnlySpan<byte> user, Inspection inspection)
    {
        if (kinship is Kinship.Stranger)
        {
            inspection.Report(Event, user);
        }
        else if (kinship is Kinship.Neighbour)
        {
            inspection.Notice(Event, user);
        }
    }
}
