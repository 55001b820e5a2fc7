using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A table of fixed capacity: memory given at the start, nothing allocated after it.</summary>
/// <remarks>
/// A newcomer takes a free place of its set of eight, else that of an expired value, else that of the cheapest (<see cref="IEvictable{TSelf}.Rank"/>):
/// a flood of half-open entries pushes out half-open entries. A set is one cache line of marks and row numbers; the rows of values that were
/// swept away are used again first, so that a table with few live values stays in the cache however large it is.
/// </remarks>
/// <typeparam name="TValue">A fixed-size value.</typeparam>
public sealed class BoundedTable<TValue>
    where TValue : struct, IEvictable<TValue>
{
    /// <summary>The most values that a table can have room for.</summary>
    public const int MaxCapacity = 1 << 28;

    private const int Ways = 8;

    private readonly Set[] _sets;
    private readonly Row[] _rows;
    private readonly int[] _freeRows;
    private int _freeCount;
    private int _used;
    private int _swept;

    /// <summary>A table with room for at least <paramref name="capacity"/> values.</summary>
    public BoundedTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)((capacity + Ways - 1) / Ways));
        _sets = new Set[sets];
        _rows = new Row[sets * Ways];
        _freeRows = new int[sets * Ways];
    }

    /// <summary>What <see cref="Sweep"/> calls for each value that it takes away.</summary>
    public delegate void Expiry(in TValue value);

    /// <summary>How many values there is room for.</summary>
    public int Capacity => _rows.Length;

    /// <summary>How many places are taken, by live and expired values.</summary>
    public int Count { get; private set; }

    /// <summary>How many values were given up before they expired.</summary>
    public long Evictions { get; private set; }

    /// <summary>How many of those had a <see cref="IEvictable{TSelf}.Rank"/> above 0: live state that was lost.</summary>
    public long LiveEvictions { get; private set; }

    /// <summary>The number of the place of a key's live value, from 0 to <see cref="Capacity"/> − 1; -1 if there is none.</summary>
    public int PlaceOf(StateKey key, Timestamp now)
    {
        var way = WayOf(ref SetOf(key), key);
        if (way < 0)
        {
            return -1;
        }

        var row = SetOf(key).Rows[way];
        return _rows[row].Value.Expires > now ? row : -1;
    }

    /// <summary>The value at a place.</summary>
    public ref TValue At(int place) => ref _rows[place].Value;

    /// <summary>The live value of a key; a null reference (<see cref="Unsafe.IsNullRef{T}"/>) if there is none. Valid until the next call that adds.</summary>
    public ref TValue Find(StateKey key, Timestamp now)
    {
        var place = PlaceOf(key, now);
        return ref place < 0 ? ref Unsafe.NullRef<TValue>() : ref _rows[place].Value;
    }

    /// <summary>The value of a key, a zero one if it had none that lives. Valid until the next call that adds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="isNew">Whether the value is zero and to be filled; its <see cref="IEvictable{TSelf}.Expires"/> must be set.</param>
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew)
    {
        ref var row = ref RowFor(key, now, out isNew);
        if (isNew)
        {
            row.Value = default;
        }

        return ref row.Value;
    }

    /// <inheritdoc cref="GetOrAdd(StateKey, Timestamp, out bool)"/>
    /// <param name="key">The key.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="isNew">Whether the value is zero and to be filled; its <see cref="IEvictable{TSelf}.Expires"/> must be set.</param>
    /// <param name="replaced">Called before a value, expired or given up, is overwritten by a new one.</param>
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew, Expiry replaced)
    {
        ArgumentNullException.ThrowIfNull(replaced);
        ref var row = ref RowFor(key, now, out isNew);
        if (isNew)
        {
            replaced(row.Value);
            row.Value = default;
        }

        return ref row.Value;
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(StateKey key)
    {
        ref var set = ref SetOf(key);
        var way = WayOf(ref set, key);
        if (way >= 0)
        {
            Free(ref set, way);
        }
    }

    /// <summary>Takes expired values away, so that their rows are used again while they are in the cache.</summary>
    /// <param name="now">The packets' clock.</param>
    /// <param name="places">How many places to look at; the next call goes on behind them.</param>
    /// <param name="onExpired">Called for each value before it goes.</param>
    public void Sweep(Timestamp now, int places, Expiry? onExpired = null)
    {
        for (var left = Math.Max(places / Ways, 1); left > 0 && Count > 0; left--)
        {
            ref var set = ref _sets[_swept];
            for (var way = 0; way < Ways; way++)
            {
                if (set.Marks[way] != 0 && _rows[set.Rows[way]].Value.Expires <= now)
                {
                    onExpired?.Invoke(_rows[set.Rows[way]].Value);
                    Free(ref set, way);
                }
            }

            _swept = _swept + 1 == _sets.Length ? 0 : _swept + 1;
        }
    }

    /// <summary>The number of the place of a value of this table; the same for as long as the value lives.</summary>
    internal int PlaceOf(ref TValue value) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_rows).Value, ref value) / Unsafe.SizeOf<Row>());

    private ref Set SetOf(StateKey key) => ref _sets[(int)(key.Low & (uint)(_sets.Length - 1))];

    // Never 0, which marks a free place.
    private static uint MarkOf(StateKey key) => (uint)(key.High >> 32) | 1;

    private int WayOf(ref Set set, StateKey key)
    {
        var marks = Vector256.Equals(Vector256.LoadUnsafe(ref set.Marks[0]), Vector256.Create(MarkOf(key))).ExtractMostSignificantBits();
        for (; marks != 0; marks &= marks - 1)
        {
            var way = BitOperations.TrailingZeroCount(marks);
            if (_rows[set.Rows[way]].Key == key)
            {
                return way;
            }
        }

        return -1;
    }

    // The row of a key; if it is new, with what was in the row before still in it.
    private ref Row RowFor(StateKey key, Timestamp now, out bool isNew)
    {
        ref var set = ref SetOf(key);
        var way = WayOf(ref set, key);
        if (way >= 0)
        {
            ref var known = ref _rows[set.Rows[way]];
            isNew = known.Value.Expires <= now;
            return ref known;
        }

        isNew = true;
        way = WayToTake(ref set, now);
        set.Marks[way] = MarkOf(key);
        ref var row = ref _rows[set.Rows[way]];
        row.Key = key;
        return ref row;
    }

    private int WayToTake(ref Set set, Timestamp now)
    {
        var cheapest = 0;
        for (var way = 0; way < Ways; way++)
        {
            if (set.Marks[way] == 0)
            {
                set.Rows[way] = TakeRow();
                return way;
            }

            ref var value = ref _rows[set.Rows[way]].Value;
            if (value.Expires <= now)
            {
                return way;
            }

            if (IsCheaper(value, _rows[set.Rows[cheapest]].Value))
            {
                cheapest = way;
            }
        }

        Evictions++;
        LiveEvictions += _rows[set.Rows[cheapest]].Value.Rank > 0 ? 1 : 0;
        return cheapest;
    }

    // There are as many rows as places, so that a free place always finds one.
    private int TakeRow()
    {
        Count++;
        return _freeCount > 0 ? _freeRows[--_freeCount] : _used++;
    }

    private void Free(ref Set set, int way)
    {
        var row = set.Rows[way];
        set.Marks[way] = 0;
        _rows[row] = default;
        _freeRows[_freeCount++] = row;
        Count--;
    }

    private static bool IsCheaper(in TValue left, in TValue right) =>
        left.Rank != right.Rank ? left.Rank < right.Rank : left.Expires < right.Expires;

    private struct Set
    {
        public WayMarks Marks;
        public WayRows Rows;
    }

    [InlineArray(Ways)]
    private struct WayMarks
    {
        private uint _first;
    }

    [InlineArray(Ways)]
    private struct WayRows
    {
        private int _first;
    }

    private struct Row
    {
        public StateKey Key;
        public TValue Value;
    }
}
