using SipIds.Events;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Pipeline.Verdicts;

/// <summary>How many alerts there may be whatever they are about: in a second by severity, so that what is low is held back first, and in a second and a period by event.</summary>
/// <remarks>
/// Of the lines of a second low alerts have a fifth and low and medium ones together a half; the rest is left to high ones. One event has a quarter of the lines, so that no flood
/// of one, from however many senders, silences the others; and the first high alert of an event in a second always has room.
/// </remarks>
internal sealed class AlertBudget(TimeSpan period, AlertLimits limits)
{
    // Far more events than there are; nobody outside can add one.
    private const int Kinds = 1024;

    private static readonly StateKey s_kinds = new(0x616c_6572_7473, 0x6b69_6e64_73);

    private readonly BoundedTable<Share> _shares = new(Kinds);
    private readonly long[] _written = new long[(int)Severity.Low + 1];
    private TimeSpan _period = period;
    private AlertLimits _limits = limits;
    private long _second = long.MinValue;

    /// <summary>Goes on with other settings.</summary>
    public void Change(TimeSpan newPeriod, AlertLimits newLimits) => (_period, _limits) = (newPeriod, newLimits);

    /// <summary>Takes one line, if there is one.</summary>
    /// <param name="kind">The event and its severity.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="now">The packets' clock.</param>
    public bool TryTake(ulong kind, Severity severity, Timestamp now)
    {
        if (_limits is { PerSecond: 0, PerEvent: 0 })
        {
            return true;
        }

        if (now.Seconds != _second)
        {
            _second = now.Seconds;
            Array.Clear(_written);
        }

        ref var share = ref _shares.GetOrAdd(s_kinds.With(kind), now, out _);
        share.Expires = now + _period;
        share.BeginSecond(_second);
        var isFirst = severity is Severity.High && share.InSecond == 0;
        if (!(HasRoomInPeriod(ref share, now) && HasRoomInSecond(share, severity)) && !isFirst)
        {
            return false;
        }

        share.InSecond++;
        share.Pace.OnWritten(_limits.PerEvent);
        _written[(int)severity]++;
        return true;
    }

    private bool HasRoomInPeriod(ref Share share, Timestamp now) => share.Pace.IsDue(now, _period) || _limits.PerEvent == 0;

    private bool HasRoomInSecond(in Share share, Severity severity)
    {
        var lines = _limits.PerSecond;
        if (lines == 0)
        {
            return true;
        }

        var low = _written[(int)Severity.Low];
        var medium = low + _written[(int)Severity.Medium];
        var (taken, all) = severity switch
        {
            Severity.Low => (low, lines / 5),
            Severity.Medium => (medium, lines / 2),
            _ => (medium + _written[(int)Severity.High], lines),
        };
        return taken < Math.Max(all, 1) && share.InSecond < Math.Max(lines / 4, 1);
    }

    private struct Share : IEvictable<Share>
    {
        public AlertPace Pace;
        public long Second;
        public long InSecond;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;

        public void BeginSecond(long second)
        {
            if (Second != second)
            {
                (Second, InSecond) = (second, 0);
            }
        }
    }
}
