using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A count over the last period, in 40 bytes: the period is cut into twelve buckets, and the oldest falls out as a whole. What is older than a period never counts, what is younger than eleven twelfths of it always.</summary>
/// <remarks>A bucket holds 65,535; more within one twelfth of the period are not told apart. Every call on one window must name the same period.</remarks>
public struct SlidingWindow
{
    /// <summary>Into how many buckets a period is cut.</summary>
    public const int Buckets = 12;

    private Counts _counts;
    private uint _bucket;
    private uint _total;
    private Timestamp _began;

    /// <summary>How many there are in the window as it was left by the last call.</summary>
    public readonly long Count => _total;

    /// <summary>Adds one at <paramref name="now"/>.</summary>
    /// <returns>How many there were in the last <paramref name="period"/>, this one included.</returns>
    public long Hit(Timestamp now, TimeSpan period)
    {
        Advance(now, period);
        _began = _total == 0 ? now : _began;
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

    /// <summary>Takes back up to <paramref name="count"/> of those in the window as it was left by the last call, the newest first.</summary>
    public void Take(long count)
    {
        for (var age = 0u; age < Buckets && count > 0 && _total > 0; age++)
        {
            ref var bucket = ref _counts[(int)((_bucket - age) % Buckets)];
            var taken = (ushort)Math.Min(count, bucket);
            bucket -= taken;
            _total -= taken;
            count -= taken;
        }
    }

    /// <summary>When the first of those that still count was seen, exact to within one bucket; <paramref name="now"/> if nothing counts.</summary>
    public Timestamp Since(Timestamp now, TimeSpan period)
    {
        Advance(now, period);
        var length = BucketLength(period);
        var newest = now.Nanoseconds / length;
        newest += (int)(_bucket - (uint)newest);
        for (var age = Buckets - 1; age >= 0; age--)
        {
            if (_counts[(int)((_bucket - (uint)age) % Buckets)] > 0)
            {
                var bucket = new Timestamp((newest - age) * length);
                return bucket > _began ? bucket : _began;
            }
        }

        return now;
    }

    private void Advance(Timestamp now, TimeSpan period)
    {
        // The number of the bucket is kept in 32 bits and may wrap round: only differences mean anything.
        var bucket = (uint)(now.Nanoseconds / BucketLength(period));
        var step = (int)(bucket - _bucket);
        if (step == 0)
        {
            return;
        }

        if (_total == 0 || step >= Buckets || step <= -Buckets)
        {
            // Nothing to keep; or the clock was set back, and what was counted lies in its future.
            _counts = default;
            _total = 0;
            _bucket = bucket;
            return;
        }

        // A packet that is late by the clock counts in the present bucket: step is negative then.
        for (; step > 0; step--)
        {
            _bucket++;
            ref var count = ref _counts[(int)(_bucket % Buckets)];
            _total -= count;
            count = 0;
        }
    }

    private static long BucketLength(TimeSpan period) => Math.Max(period.Ticks * TimeSpan.NanosecondsPerTick / Buckets, 1);

    [InlineArray(Buckets)]
    private struct Counts
    {
        private ushort _first;
    }
}
