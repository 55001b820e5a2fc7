using SipIds.Host.Files;
using SipIds.Pipeline;

namespace SipIds.Host.Live;

/// <summary>Says once of each preprocessor that it failed, and once that it was switched off; and when the machine's clock was set back.</summary>
internal sealed class FaultWatch(PipelineGuard guard, Action<string> say)
{
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _switchedOff = new(StringComparer.Ordinal);
    private TimeSpan _ahead;

    public void Look(SipIdsPipeline pipeline)
    {
        foreach (var fault in pipeline.Faults)
        {
            if (_failed.Add(fault.Culprit))
            {
                say(fault.NeverRan
                    ? $"{fault.Culprit} cannot be created, and the others run without it: {FaultNotice.TextOf(fault.First)}"
                    : $"{fault.Culprit} failed on a packet, which the others judge: {FaultNotice.TextOf(fault.First)}");
            }

            if (fault is { IsSwitchedOff: true, NeverRan: false } && _switchedOff.Add(fault.Culprit))
            {
                say($"{fault.Culprit} is switched off until the next start: it failed {fault.Count} {(fault.Count == 1 ? "time" : "times")} (plugins.max_faults).");
            }
        }

        if (guard.ClockAhead > _ahead)
        {
            _ahead = guard.ClockAhead;
            say($"the machine's clock was set back; the times of alerts stay {_ahead.TotalSeconds:0} s ahead of it until the next start.");
        }
    }

    /// <summary>Says what was counted in the end.</summary>
    public void Finish(SipIdsPipeline pipeline)
    {
        Look(pipeline);
        if (guard.Crashes > 0)
        {
            say($"the pipeline failed on {guard.Crashes} packets.");
        }
    }
}
