using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Eight places of a <see cref="BoundedTable{TValue}"/> in one cache line: for each a mark of its key, its age, and its rank and the number of its row.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct TableSet
{
    public const int Ways = 8;

    // The four bits above the 28 that number a row. What is dearer than fifteen counts as fifteen.
    private const int RankShift = 28;
    private const int MaxRank = 15;
    private const uint RowMask = (1u << RankShift) - 1;

    // A tick is 2^26 ns, a fifteenth of a second; they begin again after 73 minutes, and what is older looks younger than it is.
    private const int TickBits = 26;

    private static readonly Vector128<ushort> s_bits = Vector128.Create((ushort)1, 2, 4, 8, 16, 32, 64, 128);

    public WayMarks Marks;
    public WayTicks Ticks;
    public WayRows Rows;

    /// <summary>The places that are taken, a bit for each.</summary>
    public readonly uint TakenWays => ~WaysOf(0) & ((1u << Ways) - 1);

    public readonly int FreeCount => BitOperations.PopCount(WaysOf(0));

    public readonly bool IsFull => WaysOf(0) == 0;

    /// <summary>The first place that is free; meaningless where none is.</summary>
    public readonly int FreeWay => BitOperations.TrailingZeroCount(WaysOf(0));

    /// <summary>Sixteen bits of a key; never 0, which marks a free place.</summary>
    public static ushort MarkOf(StateKey key) => (ushort)((key.High >> 48) | 1);

    public static ushort TickOf(Timestamp now) => (ushort)(now.Nanoseconds >> TickBits);

    /// <summary>The places with a mark, a bit for each.</summary>
    public readonly uint WaysOf(ushort mark) => Vector128.Equals(Vector128.LoadUnsafe(in Marks[0]), Vector128.Create(mark)).ExtractMostSignificantBits();

    /// <summary>A rank as a set keeps it.</summary>
    public static int Bounded(int rank) => Math.Clamp(rank, 0, MaxRank);

    public readonly int RowOf(int way) => (int)(Rows[way] & RowMask);

    /// <summary>The rank as it was when somebody looked last; 0 since the place was taken.</summary>
    public readonly int RankOf(int way) => (int)(Rows[way] >> RankShift);

    /// <summary>The place of a row; -1 if it is not in this set.</summary>
    public readonly int WayOfRow(int row)
    {
        var rows = Vector256.LoadUnsafe(in Rows[0]) & Vector256.Create(RowMask);
        var ways = Vector256.Equals(rows, Vector256.Create((uint)row)).ExtractMostSignificantBits() & TakenWays;
        return ways == 0 ? -1 : BitOperations.TrailingZeroCount(ways);
    }

    /// <summary>The places that are taken by values of a rank, a bit for each.</summary>
    public readonly uint WaysOfRank(int rank)
    {
        var ranks = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(in Rows[0]), RankShift);
        return Vector256.Equals(ranks, Vector256.Create((uint)rank)).ExtractMostSignificantBits() & TakenWays;
    }

    public void Take(int way, StateKey key, int row, Timestamp now)
    {
        Marks[way] = MarkOf(key);
        Ticks[way] = TickOf(now);
        Rows[way] = (uint)row;
    }

    /// <summary>Takes note of a rank. The cheapest are given up as they came to be so, those that are dearer in the order in which they expire.</summary>
    public void SetRank(int way, int rank, Timestamp expires, Timestamp now)
    {
        var known = (uint)Bounded(rank);
        Rows[way] = (Rows[way] & RowMask) | (known << RankShift);
        Ticks[way] = known == 0 ? TickOf(now) : TickOfExpiry(expires, now);
    }

    /// <summary>Moves what is in a place to a free place of another set.</summary>
    public void MoveTo(ref TableSet other, int way)
    {
        var free = other.FreeWay;
        (other.Marks[free], other.Ticks[free], other.Rows[free]) = (Marks[way], Ticks[way], Rows[way]);
        Marks[way] = 0;
    }

    /// <summary>The oldest of <paramref name="ways"/>, and its age in ticks; an age of -1 if there is none.</summary>
    public readonly int OldestOf(uint ways, ushort tick, out int age)
    {
        // The youth of those that are not asked for is the greatest there is, and so is that of one taken in the last tick: its way comes out only where no other does.
        var youth = ~(Vector128.Create(tick) - Vector128.LoadUnsafe(in Ticks[0]));
        var asked = Vector128.Equals(Vector128.Create((ushort)ways) & s_bits, s_bits);
        youth |= ~asked;
        var oldest = IndexOfLeast(youth, out var least);
        if (((ways >> oldest) & 1) == 0)
        {
            oldest = BitOperations.TrailingZeroCount(ways);
        }

        age = ways == 0 ? -1 : (ushort)~least;
        return oldest;
    }

    // Half of all ticks before the moment itself, so that what expires in the next 36 minutes has an age.
    private static ushort TickOfExpiry(Timestamp expires, Timestamp now)
    {
        var ticks = Math.Clamp((expires.Nanoseconds - now.Nanoseconds) >> TickBits, 0, short.MaxValue);
        return (ushort)(TickOf(now) + ticks - short.MaxValue);
    }

    private static int IndexOfLeast(Vector128<ushort> values, out ushort least)
    {
        if (Sse41.IsSupported)
        {
            var found = Sse41.MinHorizontal(values);
            least = found.GetElement(0);
            return found.GetElement(1);
        }

        var index = 0;
        for (var place = 1; place < Ways; place++)
        {
            index = values.GetElement(place) < values.GetElement(index) ? place : index;
        }

        least = values.GetElement(index);
        return index;
    }

    [InlineArray(Ways)]
    internal struct WayMarks
    {
        private ushort _first;
    }

    [InlineArray(Ways)]
    internal struct WayTicks
    {
        private ushort _first;
    }

    [InlineArray(Ways)]
    internal struct WayRows
    {
        private uint _first;
    }
}
