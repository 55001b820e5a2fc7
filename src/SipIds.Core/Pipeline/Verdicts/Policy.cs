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
    private readonly NetPrefixSet _trusted;
    private readonly Suppressions _suppressions;
    private readonly EmergencyNumbers _emergency;
    private int _suppressed;

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
        _trusted = options.Trusted;
        _suppressions = new(options.Suppress);
        _emergency = new(options.Emergency);
    }

    /// <summary>How many reports <c>suppress</c> took away since the last call.</summary>
    public int TakeSuppressed()
    {
        var suppressed = _suppressed;
        _suppressed = 0;
        return suppressed;
    }

    /// <summary>Sets the action of each report, removes those that are off, and says what becomes of the packet.</summary>
    public Decision Decide(in SipPacket packet, Inspection inspection)
    {
        // A forged source is nobody that was excused.
        var isForged = inspection.HasCalls && inspection.Calls.IsFromWrongSide;
        if (_trusted.Count > 0 && IsOfTrusted(packet) && !isForged)
        {
            inspection.Clear();
            return default;
        }

        if (!_suppressions.IsEmpty && !isForged)
        {
            Suppress(packet, inspection);
        }

        var drops = false;
        for (var index = inspection.Count - 1; index >= 0; index--)
        {
            ref var report = ref inspection.Reports[index];
            report.Action = ActionOf(report);
            drops |= report.Action >= EventAction.Drop;
            if (report.Action is EventAction.Off)
            {
                inspection.RemoveAt(index);
            }
        }

        var emergency = inspection.Count > 0 && (inspection.HasCalls ? inspection.Calls.IsEmergency : _emergency.AreCalledBy(packet.Message));
        var wantsDrop = drops && !emergency && !packet.Decoded.IsPast && _dropMode is not DropMode.False;
        return new()
        {
            Verdict = wantsDrop && _inline && _dropMode is DropMode.True ? Verdict.Drop : Verdict.Pass,
            WouldDrop = wantsDrop && _dropMode is DropMode.Shadow,
            Emergency = emergency,
        };
    }

    /// <summary>Of the events that drop the packet, the worst; null if none does.</summary>
    public static EventDescriptor? Decisive(Inspection inspection)
    {
        EventDescriptor? decisive = null;
        var worst = Severity.Low;
        foreach (ref readonly var report in inspection.Reports)
        {
            if (report.Action >= EventAction.Drop && (decisive is null || report.Severity < worst))
            {
                (decisive, worst) = (report.Event, report.Severity);
            }
        }

        return decisive;
    }

    /// <summary>Of the events for which the sender of a dropped packet is told so, the worst; null if there is none.</summary>
    public static EventDescriptor? Rejecting(Inspection inspection)
    {
        EventDescriptor? worst = null;
        foreach (ref readonly var report in inspection.Reports)
        {
            worst = report.Action is EventAction.Reject && (worst is null || report.Severity < worst.Severity) ? report.Event : worst;
        }

        return worst;
    }

    private void Suppress(in SipPacket packet, Inspection inspection)
    {
        var parties = new AlertParties(packet, inspection.HasCalls ? inspection.Calls : null);
        for (var index = inspection.Count - 1; index >= 0; index--)
        {
            if (_suppressions.Match(inspection.Reports[index].Event, parties))
            {
                inspection.RemoveAt(index);
                _suppressed++;
            }
        }
    }

    // An answer to a trusted sender is judged for what that sender asked.
    private bool IsOfTrusted(in SipPacket packet) =>
        _trusted.Contains(packet.Source.Address)
        || _trusted.Contains(packet.Origin.Address)
        || (!packet.Message.IsEmpty && !packet.Message.IsRequest && _trusted.Contains(packet.Target.Address));

    private EventAction ActionOf(in Report report)
    {
        var action = _actions.GetValueOrDefault(report.Event, EventAction.Alert);
        if (report.Counted.IsSpared && action > EventAction.Alert)
        {
            return EventAction.Alert;
        }

        return report.Severity == report.Event.Severity || _overridden.Contains(report.Event) ? action : report.ActionByForm(action);
    }

    internal readonly record struct Decision(Verdict Verdict, bool WouldDrop, bool Emergency, bool NotExcised = false);
}
