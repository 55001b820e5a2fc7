using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Events;

/// <summary>Makes few alerts of many reports: of an event that counts, one when the count first passes its limit and one at each doubling, for each subject by itself.</summary>
/// <remarks>What is not written is counted for the next alert. A subject that goes unreported for a period is forgotten, and begins anew.</remarks>
internal sealed class AlertThrottle(TimeSpan period)
{
    private const int Subjects = 16_384;

    private readonly BoundedTable<Step> _steps = new(Subjects);

    /// <summary>Whether a report becomes an alert.</summary>
    /// <param name="report">The report; one that counts nothing always passes.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="suppressed">How many reports of the same event and subject did not pass since the last that did.</param>
    public bool TryPass(in Report report, Timestamp now, out long suppressed)
    {
        suppressed = 0;
        if (report.Counted.Count == 0)
        {
            return true;
        }

        var key = report.Counted.Subject.With(((ulong)report.Event.Gid << 32) | (uint)report.Event.Sid);
        ref var step = ref _steps.GetOrAdd(key, now, out var isFirst);
        step.Expires = now + period;
        var count = report.Counted.Count;
        var line = LineBelow(count, Math.Max(report.Counted.Limit, 1));
        if (isFirst || line > step.Line)
        {
            (suppressed, step.Suppressed) = (step.Suppressed, 0);
            step.Line = line;
            return true;
        }

        // A count falls and rises a little with its window; only one that has halved climbs its lines again.
        step.Line = count < step.Line / 2 ? line : step.Line;
        step.Suppressed++;
        return false;
    }

    // The last of limit, twice the limit, four times the limit and so on that the count is past.
    private static long LineBelow(long count, long limit)
    {
        var line = limit;
        while (line < count - line)
        {
            line *= 2;
        }

        return line;
    }

    private struct Step : IEvictable<Step>
    {
        public long Line;
        public long Suppressed;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
