using System.Collections.Frozen;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Pipeline.Verdicts;

/// <summary>Makes the verdict of a packet from the events it raised: the one place where <c>events</c> and <c>action_drop</c> are read, and where <c>suppress</c>, <c>trusted</c> and <c>emergency</c> have their effect on it.</summary>
internal sealed class Policy
{
    private readonly FrozenDictionary<EventDescriptor, EventAction> _actions;
    private readonly FrozenSet<EventDescriptor> _overridden;
    private readonly DropMode _dropMode;
    private readonly bool _inline;
    private readonly Suppressions _suppressions;
    private readonly EmergencyNumbers _emergency;

    /// <param name="catalogue">Every event there is.</param>
    /// <param name="options">The settings.</param>
    /// <param name="inline">Whether dropping is possible: false on a mirror port and for a capture that is only read.</param>
    public Policy(EventCatalogue catalogue, PipelineOptions options, bool inline)
    {
        var overrides = options.Events
            .Select(pair => (Event: catalogue.Find(pair.Key), pair.Value))
            .Where(pair => pair.Event is not null)
            .ToDictionary(pair => pair.Event!, pair => pair.Value);
        _actions = catalogue.Events.ToFrozenDictionary(e => e, e => overrides.GetValueOrDefault(e, e.Action));
        _overridden = overrides.Keys.ToFrozenSet();
        _dropMode = options.ActionDrop;
        _inline = inline;
        _suppressions = new(options.Suppress, catalogue);
        _emergency = new(options.Emergency);
    }

    /// <summary>Says what becomes of a packet. Nothing is changed.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="reports">What was reported of it.</param>
    /// <param name="call">What the call table knows of it; null where there is none.</param>
    /// <param name="parties">Whom the reports accuse.</param>
    public Decision Decide(in SipPacket packet, ReadOnlySpan<Report> reports, CallContext? call, in AlertParties parties)
    {
        // A forged source is nobody that was excused.
        var isForged = call is { IsFromWrongSide: true };
        if (packet.Trust is not SenderTrust.None && !isForged)
        {
            return default;
        }

        var (standing, declaredFalse, worst) = (0u, 0, Severity.Low);
        EventDescriptor? decisive = null, rejecting = null;
        for (var index = 0; index < reports.Length; index++)
        {
            ref readonly var report = ref reports[index];
            if (!isForged && _suppressions.Match(report.Event, parties))
            {
                declaredFalse++;
                continue;
            }

            var action = ActionOf(report);
            if (action is EventAction.Pass && !isForged)
            {
                return new() { IsExcused = true };
            }

            standing |= action.IsWritten ? 1u << index : 0;
            if (action.Drops && (decisive is null || report.Severity < worst))
            {
                (decisive, worst) = (report.Event, report.Severity);
            }

            rejecting = action is EventAction.Reject && (rejecting is null || report.Severity < rejecting.Severity) ? report.Event : rejecting;
        }

        var emergency = standing != 0 && (call is not null ? call.IsEmergency : _emergency.AreCalledBy(packet.Message));
        var wantsDrop = decisive is not null && !emergency && !packet.Decoded.IsPast && _dropMode is not DropMode.False;
        return new()
        {
            Verdict = wantsDrop && _inline && _dropMode is DropMode.True ? Verdict.Drop : Verdict.Pass,
            WouldDrop = wantsDrop && _dropMode is DropMode.Shadow,
            Emergency = emergency,
            Standing = standing,
            DeclaredFalse = declaredFalse,
            Decisive = decisive,
            Rejecting = rejecting,
        };
    }

    /// <summary>What is done for a report.</summary>
    public EventAction ActionOf(in Report report)
    {
        var action = _actions[report.Event];
        if (report.Counted.IsSpared && action.Drops)
        {
            return action.WithoutDrop;
        }

        return report.Severity == report.Event.Severity || _overridden.Contains(report.Event) ? action : report.ActionByForm(action);
    }
}
