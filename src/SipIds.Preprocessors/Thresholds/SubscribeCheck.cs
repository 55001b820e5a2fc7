using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4017: SUBSCRIBEs and PUBLISHes outside dialogs, and NOTIFYs that nobody asked for, by where they come from.</summary>
/// <remarks>What refreshes a subscription is sent inside its dialog and is none of these. A server that lights the lamps of its phones sends each of them its own NOTIFY: these count by where they go, too.</remarks>
internal sealed class SubscribeCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4017, "subscribe-flood", Severity.Medium, EventAction.Drop,
        "One address sent more new SUBSCRIBEs and PUBLISHes in `period` than `subscribes` allows, or more NOTIFYs outside dialogs to one address, or one IPv6 /48 twice as many: each makes a server keep state or send NOTIFYs. "
        + "Ten times as many are allowed where the address belongs here (a password that was accepted, or a call that was answered ten minutes ago or more); a user who proved to be there counts apart from the others behind it. Peers are not counted.")
    {
        Title = "SUBSCRIBE flood",
        Drop = "SUBSCRIBEs, PUBLISHes and NOTIFYs outside dialogs of that address, those of the names (From) that send most, each with its retransmissions, while the count of the last `period` is over the limit; dropped requests count, too. "
            + "Users who proved themselves are cut only for what cannot have been forged in their name. Subscriptions that are there are not touched. " + DropReach.Calls,
        Settings = ["subscribes", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.sources_tracked"],
        FalseAlarm = "A presence server that subscribes for many users and never calls: add it to `peers`, or raise `subscribes`.",
    };

    private static readonly CountedQuantity s_quantity = new("subscribes", "source", Event) { Unseen = "an office whose busy lamps all subscribe after a power cut" };

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly OriginThreshold _from = new(s_quantity, options.Subscribes, services.Settings.Period, services.Hasher, sources, shares);

    /// <summary>Counts a new request of one of these methods.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection) =>
        _from.Count(source, packet.Message.Method is SipMethod.Notify ? _hasher.Hash(packet.Target) : default, packet, inspection);
}
