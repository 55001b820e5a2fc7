using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Pipeline.Verdicts;

/// <summary>Makes alerts and drop records of what was decided, as many as the throttles let through, and gives them to the outputs. Nothing of it changes a verdict.</summary>
internal sealed class AlertFanOut
{
    private readonly AlertThrottle _throttle;
    private readonly DropThrottle _drops;
    private readonly IsolatedSet<IEventOutput> _outputs;
    private readonly IsolatedSet<IDropOutput> _dropOutputs;
    private readonly IsolatedSet<IReportObserver> _observers;
    private readonly PipelineStatistics _statistics;

    /// <param name="setup">The outputs, those who count reports, and how many alerts there may be.</param>
    /// <param name="outputFaults">Where the exceptions of outputs are counted.</param>
    /// <param name="observerFaults">Where those of observers are.</param>
    /// <param name="statistics">Where alerts are counted.</param>
    public AlertFanOut(PipelineSetup setup, FaultLedger outputFaults, FaultLedger observerFaults, PipelineStatistics statistics)
    {
        var named = setup.Outputs.Select((output, index) => (Name: NameOf(setup.Outputs, index), Output: output)).ToArray();
        _outputs = new IsolatedSet<IEventOutput>().Add(named, outputFaults);
        _dropOutputs = new IsolatedSet<IDropOutput>().Add(named.Where(o => o.Output is IDropOutput).Select(o => (o.Name, (IDropOutput)o.Output)), outputFaults);
        _observers = new IsolatedSet<IReportObserver>().Add(setup.ReportObservers, observerFaults);
        _throttle = new(setup.Settings.Period, setup.AlertLimits, setup.Hasher);
        _drops = new(setup.AlertLimits, setup.Hasher);
        _statistics = statistics;
    }

    /// <summary>Goes on with other settings.</summary>
    public void Change(PipelineOptions settings, AlertLimits limits)
    {
        _throttle.Change(settings.Period, limits);
        _drops.Change(limits);
    }

    /// <summary>Writes what was decided of a packet.</summary>
    public void Write(in SipPacket packet, PacketSlot slot, Policy policy)
    {
        var decision = slot.Decision;
        _statistics.AlertsDeclaredFalse += decision.DeclaredFalse;
        _statistics.Excused += decision.IsExcused ? 1 : 0;
        var reports = slot.Inspection.Reports;
        for (var index = 0; index < reports.Length; index++)
        {
            if (decision.HasStanding(index))
            {
                Write(packet, reports[index], slot, policy);
            }
        }

        if ((decision.Verdict is not Verdict.Pass || decision.WouldDrop) && decision.Decisive is { } decisive)
        {
            Write(packet, new() { Event = decisive, WouldDrop = decision.WouldDrop, RefusedWith = slot.RefusedWith });
        }
    }

    /// <summary>Pushes what the outputs hold to where it goes.</summary>
    public void Flush()
    {
        foreach (ref readonly var output in _outputs.Members)
        {
            try
            {
                output.Value.Flush();
            }
            catch (Exception fault)
            {
                output.Charge(fault);
            }
        }
    }

    // Two outputs of one name answer each for itself.
    private static string NameOf(IReadOnlyList<IEventOutput> outputs, int index)
    {
        var name = outputs[index].Name;
        var before = outputs.Take(index).Count(o => o.Name == name);
        return before == 0 ? name : $"{name} {before + 1}";
    }

    private void Write(in SipPacket packet, in Report report, PacketSlot slot, Policy policy)
    {
        Show(report);
        if (!_throttle.TryPass(report, packet.Source.Address, packet.Time, out var suppressed))
        {
            _statistics.AlertsSuppressed++;
            return;
        }

        var alert = AlertOf(report, slot, policy, suppressed);
        var isLogged = alert.Action is EventAction.Log;
        _statistics.Count(report.Event, report.Severity, isLogged);
        foreach (ref readonly var output in _outputs.Members)
        {
            try
            {
                if (!isLogged || output.Value.TakesLogged)
                {
                    output.Value.Write(alert, packet);
                }
            }
            catch (Exception fault)
            {
                output.Charge(fault);
            }
        }
    }

    // One message that does not pass, or would not but for action_drop: shadow.
    private void Write(in SipPacket packet, in Drop drop)
    {
        _statistics.CountDrop(drop.Event);
        if (_dropOutputs.IsEmpty || !_drops.TryPass(packet.Source.Address, packet.Time, out var leftOut))
        {
            _statistics.DropsLeftOut = _drops.LeftOut;
            return;
        }

        var record = drop with { LeftOut = leftOut };
        foreach (ref readonly var output in _dropOutputs.Members)
        {
            try
            {
                output.Value.Write(record, packet);
            }
            catch (Exception fault)
            {
                output.Charge(fault);
            }
        }
    }

    private void Show(in Report report)
    {
        foreach (ref readonly var observer in _observers.Members)
        {
            try
            {
                observer.Value.OnReport(report.Event, report.Severity);
            }
            catch (Exception fault)
            {
                observer.Charge(fault);
            }
        }
    }

    /// <summary>The alert of one report.</summary>
    public static Alert AlertOf(in Report report, PacketSlot slot, Policy policy, long suppressed) => new()
    {
        Event = report.Event,
        Severity = report.Severity,
        Action = policy.ActionOf(report),
        Verdict = slot.Decision.Verdict,
        WouldDrop = slot.Decision.WouldDrop,
        Emergency = slot.Decision.Emergency,
        NotExcised = slot.Decision.NotExcised,
        Count = report.Counted.Count,
        Limit = report.Counted.Limit,
        Suppressed = suppressed,
        Since = report.Counted.Since,
        Source = slot.Parties.SourceOf(report.Event),
        Target = slot.Parties.TargetOf(report.Event),
        SourceProven = slot.Parties.IsProven(report.Event),
        Detail = report.Detail[..report.DetailLength],
    };
}
