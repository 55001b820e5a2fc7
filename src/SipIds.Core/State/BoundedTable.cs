using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A table of fixed capacity: memory given at the start, nothing allocated after it.</summary>
/// <remarks>
/// A key has two sets of eight places, half as many again as there are values, so that every value finds one until the table is full. Then the
/// oldest of the two sets whose <see cref="IEvictable{TSelf}.Rank"/> is 0 gives way, or the cheapest where none is: a flood of half-open
/// entries pushes out half-open entries. A set is one cache line (<see cref="TableSet"/>), which remembers the ranks: only the value that gives way is read, and
/// one whose rank has risen since. The rows of values that were swept away are used again first, so that a table with few live values stays in the cache
/// however large it is.
/// </remarks>
/// <typeparam name="TValue">A fixed-size value.</typeparam>
public sealed class BoundedTable<TValue> : IBoundedState
    where TValue : struct, IEvictable<TValue>
{
    /// <summary>The most values that a table can have room for.</summary>
    public const int MaxCapacity = 1 << 28;

    // A set that has fewer free places than this shares its newcomers with their second set.
    private const int Reserve = 2;

    private readonly TableSet[] _sets;
    private readonly Row[] _rows;
    private readonly int[] _freeRows;

    // For each set, how many keys whose first choice it is lie in their second; 255 stands for more than can be counted.
    private readonly byte[] _astray;
    private int _freeCount;
    private int _used;
    private int _swept;

    /// <summary>A table with room for <paramref name="capacity"/> values.</summary>
    public BoundedTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        var sets = (int)(((capacity * 3L / 2) + TableSet.Ways - 1) / TableSet.Ways);
        _sets = new TableSet[sets];
        _astray = new byte[sets];
        _rows = new Row[capacity];
        _freeRows = new int[capacity];
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
        var row = RowOf(key);
        return row >= 0 && _rows[row].Value.Expires > now ? row : -1;
    }

    /// <summary>The value at a place.</summary>
    public ref TValue At(int place) => ref _rows[place].Value;

    /// <summary>The key of the value at a place; default where the place is free.</summary>
    public StateKey KeyAt(int place) => _rows[place].Key;

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
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew) => ref GetOrAdd(key, now, out isNew, null);

    /// <inheritdoc cref="GetOrAdd(StateKey, Timestamp, out bool)"/>
    /// <param name="key">The key.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="isNew">Whether the value is zero and to be filled; its <see cref="IEvictable{TSelf}.Expires"/> must be set.</param>
    /// <param name="replaced">Called before a value, expired or given up, is overwritten by a new one.</param>
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew, Expiry? replaced)
    {
        var known = RowOf(key);
        if (known >= 0)
        {
            ref var value = ref _rows[known].Value;
            isNew = value.Expires <= now;
            if (isNew)
            {
                replaced?.Invoke(value);
                value = default;
            }

            return ref value;
        }

        isNew = true;
        return ref Add(key, now, replaced);
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(StateKey key)
    {
        var index = FirstSetOf(key);
        var way = WayOf(_sets[index], key);
        if (way < 0)
        {
            index = SecondSetOf(key);
            way = WayOf(_sets[index], key);
        }

        if (way >= 0)
        {
            Free(index, way);
        }
    }

    /// <summary>Takes expired values away, so that their rows are used again while they are in the cache.</summary>
    /// <param name="now">The packets' clock.</param>
    /// <param name="places">How many places to look at; the next call goes on behind them.</param>
    /// <param name="onExpired">Called for each value before it goes.</param>
    public void Sweep(Timestamp now, int places, Expiry? onExpired = null)
    {
        for (var left = Math.Max((int)((long)places * _sets.Length / _rows.Length), 1); left > 0 && Count > 0; left--)
        {
            ref var set = ref _sets[_swept];
            for (var taken = set.TakenWays; taken != 0; taken &= taken - 1)
            {
                var way = BitOperations.TrailingZeroCount(taken);
                ref var value = ref _rows[set.RowOf(way)].Value;
                if (value.Expires <= now)
                {
                    onExpired?.Invoke(value);
                    Free(_swept, way);
                }
                else if (value.Rank < set.RankOf(way))
                {
                    set.SetRank(way, value.Rank, value.Expires, now);
                }
            }

            _swept = _swept + 1 == _sets.Length ? 0 : _swept + 1;
        }
    }

    /// <summary>The number of the place of a value of this table; the same for as long as the value lives.</summary>
    internal int PlaceOf(ref TValue value) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_rows).Value, ref value) / Unsafe.SizeOf<Row>());

    /// <summary>Takes note of a value whose <see cref="IEvictable{TSelf}.Rank"/> has changed. Where nobody does, the table sees for itself, but a fall only at the next sweep.</summary>
    internal void Rerank(StateKey key, int place, Timestamp now)
    {
        var index = FirstSetOf(key);
        var way = _sets[index].WayOfRow(place);
        if (way < 0)
        {
            index = SecondSetOf(key);
            way = _sets[index].WayOfRow(place);
        }

        if (way >= 0)
        {
            ref readonly var value = ref _rows[place].Value;
            _sets[index].SetRank(way, value.Rank, value.Expires, now);
        }
    }

    // Independent parts of the key, so that keys that share one set share no other.
    private int FirstSetOf(StateKey key) => (int)(((key.Low & uint.MaxValue) * (uint)_sets.Length) >> 32);

    private int SecondSetOf(StateKey key) => (int)(((key.Low >> 32) * (uint)_sets.Length) >> 32);

    private int RowOf(StateKey key)
    {
        var first = FirstSetOf(key);
        ref var set = ref _sets[first];
        var way = WayOf(set, key);
        if (way < 0 && _astray[first] > 0)
        {
            set = ref _sets[SecondSetOf(key)];
            way = WayOf(set, key);
        }

        return way < 0 ? -1 : set.RowOf(way);
    }

    private int WayOf(in TableSet set, StateKey key)
    {
        for (var ways = set.WaysOf(TableSet.MarkOf(key)); ways != 0; ways &= ways - 1)
        {
            var way = BitOperations.TrailingZeroCount(ways);
            if (_rows[set.RowOf(way)].Key == key)
            {
                return way;
            }
        }

        return -1;
    }

    private ref TValue Add(StateKey key, Timestamp now, Expiry? replaced)
    {
        var (first, second) = (FirstSetOf(key), SecondSetOf(key));
        if (Count == _rows.Length || (_sets[first].IsFull && _sets[second].IsFull && !TryMoveOne(first)))
        {
            GiveUpOne(first, second, now, replaced);
        }

        var index = _sets[first].FreeCount < Reserve && _sets[second].FreeCount > _sets[first].FreeCount ? second : first;
        ref var set = ref _sets[index];
        var way = set.FreeWay;
        var row = _freeCount > 0 ? _freeRows[--_freeCount] : _used++;
        set.Take(way, key, row, now);
        Count++;
        Stray(first, index, 1);
        _rows[row].Key = key;
        return ref _rows[row].Value;
    }

    // One of a full set may have room in its other set.
    private bool TryMoveOne(int from)
    {
        for (var way = 0; way < TableSet.Ways; way++)
        {
            var row = _sets[from].RowOf(way);
            var first = FirstSetOf(_rows[row].Key);
            var to = first == from ? SecondSetOf(_rows[row].Key) : first;
            if (!_sets[to].IsFull)
            {
                Stray(first, from, -1);
                Stray(first, to, 1);
                _sets[from].MoveTo(ref _sets[to], way);
                return true;
            }
        }

        return false;
    }

    // Keeps count of a key of the set `first` that comes to lie in the set `index`, or leaves it.
    private void Stray(int first, int index, int step)
    {
        if (first != index && _astray[first] < byte.MaxValue)
        {
            _astray[first] = (byte)(_astray[first] + step);
        }
    }

    private void GiveUpOne(int first, int second, Timestamp now, Expiry? replaced)
    {
        // Where the table is full and both sets happen to be empty, their neighbours pay.
        while (_sets[first].TakenWays == 0 && _sets[second].TakenWays == 0)
        {
            first = first + 1 == _sets.Length ? 0 : first + 1;
        }

        while (true)
        {
            var (index, way) = CheapestOf(first, second, now);
            ref readonly var value = ref ValueOf(index, way);
            if (value.Expires <= now || TableSet.Bounded(value.Rank) <= _sets[index].RankOf(way))
            {
                GiveUp(index, way, now, replaced);
                return;
            }

            // It has become dearer since the set took note of it.
            _sets[index].SetRank(way, value.Rank, value.Expires, now);
        }
    }

    // As far as the sets know, which read no value.
    private (int Set, int Way) CheapestOf(int first, int second, Timestamp now)
    {
        for (var rank = 0; ; rank++)
        {
            var ofFirst = _sets[first].WaysOfRank(rank);
            var ofSecond = _sets[second].WaysOfRank(rank);
            if ((ofFirst | ofSecond) != 0)
            {
                var tick = TableSet.TickOf(now);
                var wayOfFirst = _sets[first].OldestOf(ofFirst, tick, out var ageOfFirst);
                var wayOfSecond = _sets[second].OldestOf(ofSecond, tick, out var ageOfSecond);
                return ageOfFirst >= ageOfSecond ? (first, wayOfFirst) : (second, wayOfSecond);
            }
        }
    }

    private void GiveUp(int index, int way, Timestamp now, Expiry? replaced)
    {
        ref readonly var value = ref ValueOf(index, way);
        if (value.Expires > now)
        {
            Evictions++;
            LiveEvictions += value.Rank > 0 ? 1 : 0;
        }

        replaced?.Invoke(value);
        Free(index, way);
    }

    private void Free(int index, int way)
    {
        ref var set = ref _sets[index];
        var row = set.RowOf(way);
        Stray(FirstSetOf(_rows[row].Key), index, -1);
        set.Marks[way] = 0;
        _rows[row] = default;
        _freeRows[_freeCount++] = row;
        Count--;
    }

    private ref TValue ValueOf(int index, int way) => ref _rows[_sets[index].RowOf(way)].Value;

    private struct Row
    {
        public StateKey Key;
        public TValue Value;
    }
}
