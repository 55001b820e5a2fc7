using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Eight places of a <see cref="BoundedTable{TValue}"/> in one cache line: for each a mark of its key, when it was taken or last spared, and the number of its row.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct TableSet
{
    public const int Ways = 8;

    // A tick is 2^26 ns, a fifteenth of a second; they begin again after 73 minutes, and what is older looks younger than it is.
    private const int TickBits = 26;

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

    public void Take(int way, StateKey key, int row, Timestamp now)
    {
        Marks[way] = MarkOf(key);
        Ticks[way] = TickOf(now);
        Rows[way] = row;
    }

    /// <summary>Moves what is in a place to a free place of another set.</summary>
    public void MoveTo(ref TableSet other, int way)
    {
        var free = other.FreeWay;
        (other.Marks[free], other.Ticks[free], other.Rows[free]) = (Marks[way], Ticks[way], Rows[way]);
        Marks[way] = 0;
    }

    /// <summary>The one of <paramref name="ways"/> that was taken or spared first, and how many ticks ago; -1 and an age of -1 if there is none.</summary>
    public readonly int OldestOf(uint ways, ushort tick, out int age)
    {
        var oldest = -1;
        age = -1;
        for (; ways != 0; ways &= ways - 1)
        {
            var way = BitOperations.TrailingZeroCount(ways);
            var ageOfWay = (ushort)(tick - Ticks[way]);
            if (ageOfWay > age)
            {
                (oldest, age) = (way, ageOfWay);
            }
        }

        return oldest;
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
        private int _first;
    }
}
