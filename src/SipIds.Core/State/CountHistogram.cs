using System.Numerics;

namespace SipIds.State;

/// <summary>How often each count was seen, in 7 KiB: exact below 64, above it to within a thirty-second part. Counts over two thousand million are taken for that.</summary>
public sealed class CountHistogram
{
    private const int Exact = 64;
    private const int StepBits = 5;
    private const int Steps = 1 << StepBits;
    private const int ExactBits = 6;
    private const int Bins = Exact + ((31 - ExactBits) * Steps);

    private readonly long[] _times = new long[Bins];

    /// <summary>How many counts there are.</summary>
    public long Total { get; private set; }

    /// <summary>The largest count, rounded up as all are; 0 if there is none.</summary>
    public long Max => ValueOf(Array.FindLastIndex(_times, times => times > 0));

    /// <summary>The counts that were seen and how often, from the smallest on.</summary>
    public IEnumerable<(long Value, long Times)> Values =>
        Enumerable.Range(0, Bins).Where(bin => _times[bin] > 0).Select(bin => (ValueOf(bin), _times[bin]));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static CountHistogram Restore(BinaryReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var histogram = new CountHistogram();
        for (var left = input.ReadInt32(); left > 0; left--)
        {
            var (value, times) = (input.ReadInt64(), input.ReadInt64());
            if (value < 0 || times <= 0)
            {
                throw new InvalidDataException("a count is below zero");
            }

            histogram.Add(value, times);
        }

        return histogram;
    }

    /// <summary>Writes the counts.</summary>
    public void Save(BinaryWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_times.Count(times => times > 0));
        foreach (var (value, times) in Values)
        {
            output.Write(value);
            output.Write(times);
        }
    }

    /// <summary>Adds a count, seen so many times.</summary>
    public void Add(long value, long times = 1)
    {
        _times[BinOf(value)] += times;
        Total += times;
    }

    /// <summary>Adds all of another's counts.</summary>
    public void Add(CountHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var bin = 0; bin < Bins; bin++)
        {
            _times[bin] += other._times[bin];
        }

        Total += other.Total;
    }

    /// <summary>Takes away counts that are among these.</summary>
    public void Remove(CountHistogram part)
    {
        ArgumentNullException.ThrowIfNull(part);
        for (var bin = 0; bin < Bins; bin++)
        {
            var taken = Math.Min(_times[bin], part._times[bin]);
            _times[bin] -= taken;
            Total -= taken;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_times);
        Total = 0;
    }

    /// <summary>How many counts are above a value; those that cannot be told apart from it are not.</summary>
    public long CountAbove(long value)
    {
        var above = 0L;
        for (var bin = BinOf(value) + 1; bin < Bins; bin++)
        {
            above += _times[bin];
        }

        return above;
    }

    /// <summary>The smallest value that at least a part <paramref name="part"/> of the counts, from 0 to 1, do not exceed.</summary>
    public long Quantile(double part)
    {
        var wanted = Math.Max((long)Math.Ceiling(part * Total), 1);
        var bin = -1;
        for (var seen = 0L; seen < wanted && ++bin < Bins;)
        {
            seen += _times[bin];
        }

        return bin < Bins ? ValueOf(bin) : 0;
    }

    private static int BinOf(long value)
    {
        if (value < Exact)
        {
            return (int)Math.Max(value, 0);
        }

        var bounded = (uint)Math.Min(value, int.MaxValue);
        var power = BitOperations.Log2(bounded);
        return Exact + ((power - ExactBits) * Steps) + (int)((bounded >> (power - StepBits)) & (Steps - 1));
    }

    // The largest count of the bin, so that no limit is taken for safe that is not.
    private static long ValueOf(int bin)
    {
        if (bin < Exact)
        {
            return Math.Max(bin, 0);
        }

        var (power, step) = (((bin - Exact) / Steps) + ExactBits, (bin - Exact) % Steps);
        return ((Steps + step + 1L) << (power - StepBits)) - 1;
    }
}
