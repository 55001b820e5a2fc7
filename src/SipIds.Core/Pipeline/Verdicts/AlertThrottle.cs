using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Pipeline.Verdicts;

/// <summary>Makes few alerts of many reports: of an event that counts, one when the count first passes its limit and one at each doubling, for each subject by itself.</summary>
/// <remarks>
/// Of an event that does not count every report is an alert, unless there is a bound: then the first of one sender in a period, and one at each doubling.
/// What is not written is counted for the next alert, and a line that found no room is owed: the next report asks for it again.
/// A subject that goes unreported for a period, or for as long as its count lasts, is forgotten, and begins anew.
/// </remarks>
internal sealed class AlertThrottle(TimeSpan period, AlertLimits limits, KeyHasher hasher)
{
    private const int Subjects = 16_384;

    private readonly BoundedTable<Step> _steps = new(Subjects);
    private readonly AlertBudget _budget = new(period, limits);
    private TimeSpan _period = period;
    private AlertLimits _limits = limits;

    /// <summary>Goes on with other settings.</summary>
    public void Change(TimeSpan newPeriod, AlertLimits newLimits)
    {
        (_period, _limits) = (newPeriod, newLimits);
        _budget.Change(newPeriod, newLimits);
    }

    /// <summary>Whether a report becomes an alert.</summary>
    /// <param name="report">The report.</param>
    /// <param name="sender">The address that sent the packet that it is about.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="suppressed">How many reports of the same event and subject did not pass since the last that did.</param>
    public bool TryPass(in Report report, NetAddress sender, Timestamp now, out long suppressed)
    {
        suppressed = 0;
        var kind = KindOf(report);
        var isCounted = report.Counted.Count > 0;
        if (!isCounted && _limits.PerSender == 0)
        {
            return _budget.TryTake(kind, report.Severity, now);
        }

        var subject = isCounted ? report.Counted.Subject : hasher.Hash(sender);
        ref var step = ref _steps.GetOrAdd(subject.With(kind), now, out _);
        step.Reports++;
        var isDue = isCounted ? IsCountDue(ref step, report.Counted, now) : IsPlainDue(ref step, now);
        if (!isDue || !_budget.TryTake(kind, report.Severity, now))
        {
            step.Suppressed++;
            return false;
        }

        OnWritten(ref step, report.Counted);
        (suppressed, step.Suppressed) = (step.Suppressed, 0);
        return true;
    }

    // The mild form of an event costs its severe form nothing.
    private static ulong KindOf(in Report report) => ((ulong)report.Severity << 56) | ((ulong)report.Event.Gid << 32) | (uint)report.Event.Sid;

    private bool IsCountDue(ref Step step, in ReportedCount counted, Timestamp now)
    {
        step.Expires = now + (counted.Window > _period ? counted.Window : _period);
        var line = LineBelow(counted.Count, counted.Limit);
        if (line > step.Line)
        {
            return true;
        }

        // A count falls and rises a little with its window; only one that has halved climbs its lines again.
        step.Line = counted.Count < step.Line / 2 ? line : step.Line;
        return false;
    }

    private bool IsPlainDue(ref Step step, Timestamp now)
    {
        step.Expires = now + _period;
        return step.Pace.IsDue(now, _period);
    }

    private void OnWritten(ref Step step, in ReportedCount counted)
    {
        if (counted.Count > 0)
        {
            step.Line = LineBelow(counted.Count, counted.Limit);
        }
        else
        {
            step.Pace.OnWritten(_limits.PerSender);
        }
    }

    // The last of limit, twice the limit, four times the limit and so on that the count is past.
    private static long LineBelow(long count, long limit)
    {
        var line = Math.Max(limit, 1);
        while (line < count - line)
        {
            line *= 2;
        }

        return line;
    }

    private struct Step : IEvictable<Step>
    {
        /// <summary>Of an event that counts, the last line that was written; 0 for none.</summary>
        public long Line;
        public AlertPace Pace;
        public long Reports;
        public long Suppressed;

        public Timestamp Expires { get; set; }

        // A flood of ever new senders evicts those that were reported as seldom as they are, and not the step of a real attack.
        public readonly int Rank => (int)long.Log2(Math.Max(Reports, 1));
    }
}
