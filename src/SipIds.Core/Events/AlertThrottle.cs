using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Events;

/// <summary>Makes few alerts of many reports: of an event that counts, one when the count first passes its limit and one at each doubling, for each subject by itself.</summary>
/// <remarks>
/// Of an event that does not count every report is an alert, unless there is a bound: then the first of one sender in a period, and one at each doubling.
/// What is not written is counted for the next alert. A subject that goes unreported for a period, or for as long as its count lasts, is forgotten, and begins anew.
/// </remarks>
internal sealed class AlertThrottle(TimeSpan period, AlertLimits limits, KeyHasher hasher)
{
    private const int Subjects = 16_384;

    private readonly BoundedTable<Step> _steps = new(Subjects);
    private TimeSpan _period = period;
    private AlertLimits _limits = limits;
    private long _second;
    private int _inSecond;

    /// <summary>Goes on with other settings.</summary>
    public void Change(TimeSpan newPeriod, AlertLimits newLimits) => (_period, _limits) = (newPeriod, newLimits);

    /// <summary>Whether a report becomes an alert.</summary>
    /// <param name="report">The report.</param>
    /// <param name="sender">Who sent the packet that it is about.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="suppressed">How many reports of the same event and subject did not pass since the last that did.</param>
    public bool TryPass(in Report report, NetAddress sender, Timestamp now, out long suppressed)
    {
        suppressed = 0;
        var isCounted = report.Counted.Count > 0;
        if (!isCounted && _limits.PerSender == 0)
        {
            return HasRoom(now);
        }

        var subject = isCounted ? report.Counted.Subject : hasher.Hash(sender);
        ref var step = ref _steps.GetOrAdd(subject.With(((ulong)report.Event.Gid << 32) | (uint)report.Event.Sid), now, out var isFirst);
        var passes = isCounted ? Counts(ref step, report.Counted, isFirst, now) : Repeats(ref step, isFirst, now);
        if (!passes || !HasRoom(now))
        {
            step.Suppressed++;
            return false;
        }

        (suppressed, step.Suppressed) = (step.Suppressed, 0);
        return true;
    }

    private bool Counts(ref Step step, in ReportedCount counted, bool isFirst, Timestamp now)
    {
        step.Expires = now + (counted.Window > _period ? counted.Window : _period);
        var line = LineBelow(counted.Count, Math.Max(counted.Limit, 1));
        if (isFirst || line > step.Line)
        {
            step.Line = line;
            return true;
        }

        // A count falls and rises a little with its window; only one that has halved climbs its lines again.
        step.Line = counted.Count < step.Line / 2 ? line : step.Line;
        return false;
    }

    private bool Repeats(ref Step step, bool isFirst, Timestamp now)
    {
        if (isFirst || now >= step.Renewed)
        {
            step.Line = 0;
            step.Renewed = now + _period;
        }

        step.Expires = now + _period;
        step.Line++;
        return step.Line <= _limits.PerSender || IsDoubling(step.Line, _limits.PerSender);
    }

    // So many times the limit as is a power of two.
    private static bool IsDoubling(long count, int limit) => count % limit == 0 && long.IsPow2(count / limit);

    private bool HasRoom(Timestamp now)
    {
        if (_limits.PerSecond == 0)
        {
            return true;
        }

        if (now.Seconds != _second)
        {
            _second = now.Seconds;
            _inSecond = 0;
        }

        return _inSecond++ < _limits.PerSecond;
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
        /// <summary>Of an event that counts, the last line passed; of another, how many there were in the present period.</summary>
        public long Line;
        public long Suppressed;
        public Timestamp Renewed;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
