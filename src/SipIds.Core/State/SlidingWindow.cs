using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A count over the last period, in 32 bytes: the period is cut into twelve buckets, and the oldest falls out as a whole. The count is exact to within one bucket, a twelfth of the period.</summary>
public struct SlidingWindow
{
    /// <summary>Into how many buckets a period is cut.</summary>
    public const int Buckets = 12;

    private Counts _counts;
    private uint _bucket;
    private uint _total;

    /// <summary>How many there are in the window as it was left by the last call.</summary>
    public readonly long Count => _total;

    /// <summary>Adds one at <paramref name="now"/>.</summary>
    /// <returns>How many there were in the last <paramref name="period"/>, this one included.</returns>
    public long Hit(Timestamp now, TimeSpan period)
    {
        Advance(now, period);
        ref var count = ref _counts[(int)(_bucket % Buckets)];
        if (count < ushort.MaxValue)
        {
            count++;
            _total++;
        }

        return _total;
    }

    /// <summary>How many there were in the last <paramref name="period"/>.</summary>
    public long Read(Timestamp now, TimeSpan period)
    {
        Advance(now, period);
        return _total;
    }

    /// <summary>When the oldest bucket that still counts began.</summary>
    public readonly Timestamp Since(TimeSpan period)
    {
        var oldest = _bucket;
        for (var age = 1u; age < Buckets && age <= _bucket; age++)
        {
            oldest = _counts[(int)((_bucket - age) % Buckets)] > 0 ? _bucket - age : oldest;
        }

        return new(oldest * BucketLength(period));
    }

    private void Advance(Timestamp now, TimeSpan period)
    {
        var bucket = (uint)(now.Nanoseconds / BucketLength(period));

        // A packet that is late by the clock counts in the present bucket.
        if (bucket <= _bucket)
        {
            return;
        }

        for (var step = Math.Min(bucket - _bucket, Buckets); step > 0; step--)
        {
            ref var count = ref _counts[(int)((bucket - step + 1) % Buckets)];
            _total -= count;
            count = 0;
        }

        _bucket = bucket;
    }

    private static long BucketLength(TimeSpan period) => Math.Max(period.Ticks * TimeSpan.NanosecondsPerTick / Buckets, 1);

    [InlineArray(Buckets)]
    private struct Counts
    {
        private ushort _first;
    }
}
