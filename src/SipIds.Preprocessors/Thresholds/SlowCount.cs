using System.Numerics;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>A count over a long period. Evicted last is whoever has many and whoever comes back in many parts of the period: a short flood of others pushes neither out.</summary>
internal struct SlowCount : IEvictable<SlowCount>
{
    private const int Parts = 16;
    private const int MaxSpread = 9;

    private SlidingWindow _window;
    private long _part;
    private byte _spread;

    public Timestamp Expires { get; set; }

    public readonly int Rank => _window.Count == 0 ? 0 : BitOperations.Log2((uint)_window.Count) + Math.Max(_spread - 1, 0);

    public long Hit(Timestamp now, TimeSpan period)
    {
        Expires = now + period;
        var part = now.Nanoseconds / (period.Ticks * TimeSpan.NanosecondsPerTick / Parts);
        _spread += part != _part && _spread < MaxSpread ? (byte)1 : (byte)0;
        _part = part;
        return _window.Hit(now, period);
    }

    public long Read(Timestamp now, TimeSpan period) => _window.Read(now, period);

    /// <summary>Takes back so many of those that were read last.</summary>
    public void Take(long count) => _window.Take(count);

    /// <summary>When the first of those that still count was seen.</summary>
    public Timestamp Since(Timestamp now, TimeSpan period) => _window.Since(now, period);
}
