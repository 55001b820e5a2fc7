using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4007 and 4008: CANCELs and BYEs by who sends them and whom they are for, one of a kind for each call.</summary>
internal sealed class TeardownCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> users, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    public static readonly EventDescriptor CancelFlood = new(Gid.Sip, 4007, "cancel-flood", Severity.Medium, EventAction.Drop,
        "One source sent, or one To URI was sent, more CANCELs in `period` than `cancels` allows; one that is sent again or to every branch of a call counts once.")
    {
        Title = "CANCEL flood",
        Drop = "CANCELs from elsewhere than their INVITE, each with its retransmissions: of the networks and addresses with the largest shares first, while the count of the last `period` is over the limit. "
            + "A CANCEL from where its INVITE came from passes.",
        Settings = ["cancels", "period", "standing_grace", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A PBX that rings more groups of phones than the default expects: raise `cancels`.",
    };

    public static readonly EventDescriptor ByeFlood = new(Gid.Sip, 4008, "bye-flood", Severity.Medium, EventAction.Drop,
        "One source sent, or one To URI was sent, more BYEs in `period` than `byes` allows; one that is sent again counts once.")
    {
        Title = "BYE flood",
        Drop = "BYEs that fit no call, each with its retransmissions: of the networks and addresses with the largest shares first, while the count of the last `period` is over the limit. "
            + "A BYE with the tags of a call passes; origin-bye judges its sender.",
        Settings = ["byes", "period", "standing_grace", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A trunk that ends more calls than the default expects: raise `byes`.",
    };

    private static readonly CountedQuantity s_cancelsFrom = new("cancels", "source", CancelFlood);
    private static readonly CountedQuantity s_cancelsTo = new("cancels", "To URI", CancelFlood);
    private static readonly CountedQuantity s_byesFrom = new("byes", "source", ByeFlood);
    private static readonly CountedQuantity s_byesTo = new("byes", "To URI", ByeFlood);

    private readonly Sightings _seen = services.Keep("teardowns", () => new Sightings(options.Users));
    private readonly Threshold _cancelsFrom = new(s_cancelsFrom, options.Cancels, services.Settings.Period, sources, shares);
    private readonly Threshold _cancelsTo = new(s_cancelsTo, options.Cancels, services.Settings.Period, users, shares);
    private readonly Threshold _byesFrom = new(s_byesFrom, options.Byes, services.Settings.Period, sources, shares);
    private readonly Threshold _byesTo = new(s_byesTo, options.Byes, services.Settings.Period, users, shares);

    /// <summary>Counts a CANCEL or BYE.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var message = packet.Message;
        if (!_seen.IsNew(inspection.Call.CallKey.With((ulong)message.Method), packet))
        {
            return;
        }

        var isCancel = message.Method is SipMethod.Cancel;
        (isCancel ? _cancelsFrom : _byesFrom).Count(source, shares.HolderOf(packet.Origin.Address), packet, StandingRules.AsEnder, inspection);
        (isCancel ? _cancelsTo : _byesTo).Count(inspection.Call.ToKey, message.To.Uri.Text, packet, StandingRules.AsEnder, inspection);
    }
}
