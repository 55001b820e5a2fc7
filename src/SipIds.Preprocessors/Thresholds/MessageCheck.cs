using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4016: MESSAGEs outside dialogs, by where they come from and whom they are for.</summary>
internal sealed class MessageCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> users, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4016, "message-flood", Severity.Medium, EventAction.Drop,
        "One address sent more MESSAGEs (RFC 3428) in `period` than `messages` allows, or one IPv6 /48 twice as many, or ten times as many where it belongs here; or one user was sent more by strangers, or ten times as many by users who proved themselves: spam over instant messaging. "
        + "An address belongs here by a password that was accepted, or by a call that was answered ten minutes ago or more; a user who proved to be there counts apart from the others behind it. Peers are not counted.")
    {
        Title = "MESSAGE flood (spam)",
        Classification = EventClass.PolicyViolation,
        Drop = "MESSAGEs outside dialogs: of that address those of the names (From) that send most, for that user those of the networks and addresses that send most, each with its retransmissions, while the count of the last `period` is over the limit; "
            + "dropped requests count, too. Users and peers that proved themselves are cut only for what cannot have been forged in their name. " + DropReach.Calls,
        Settings = ["messages", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "An SMS gateway or an alarm server: add it to `peers`. A user who collects the messages of many strangers: raise `messages`.",
    };

    private static readonly CountedQuantity s_from = new("messages", "source", Event);
    private static readonly CountedQuantity s_to = new("messages", "To URI", Event);

    private readonly OriginThreshold _from = new(s_from, options.Messages, services.Settings.Period, services.Hasher, sources, shares);
    private readonly Threshold _toByStrangers = new(s_to, options.Messages, services.Settings.Period, users, shares);
    private readonly Threshold _toByKnown = new(s_to, OriginThreshold.Factor * options.Messages, services.Settings.Period, users, shares) { Factor = OriginThreshold.Factor, Mark = 1 };
    private readonly Threshold _toByCertain = new(s_to, OriginThreshold.Factor * options.Messages, services.Settings.Period, users, shares) { Factor = OriginThreshold.Factor, Mark = 2 };

    /// <summary>Counts a new MESSAGE.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        _from.Count(source, default, packet, inspection);
        if (!inspection.Call.Standing.IsPeer(packet.Origin.Address, inspection.Now))
        {
            ToBy(packet, inspection).CountTarget(packet, inspection);
        }
    }

    // What anybody could have forged in a user's name and address takes nothing from what is certainly the user's own.
    private Threshold ToBy(in SipPacket packet, Inspection inspection) =>
        !StandingRules.HasStanding(packet, inspection.Call) ? _toByStrangers
        : Standing.IsOwn(packet, inspection.Call) ? _toByCertain
        : _toByKnown;
}
