using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A table of fixed capacity: sets of eight places, memory given at the start, nothing allocated after it.</summary>
/// <remarks>A newcomer takes a free or expired place of its set, else that of the cheapest value (<see cref="IEvictable{TSelf}.Rank"/>): a flood of half-open entries pushes out half-open entries.</remarks>
/// <typeparam name="TValue">A fixed-size value.</typeparam>
public sealed class BoundedTable<TValue>
    where TValue : struct, IEvictable<TValue>
{
    private const int Ways = 8;

    private readonly StateKey[] _keys;
    private readonly TValue[] _values;
    private readonly int _setMask;

    /// <summary>A table with room for at least <paramref name="capacity"/> values.</summary>
    public BoundedTable(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        var sets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (capacity + Ways - 1) / Ways));
        _setMask = sets - 1;
        _keys = new StateKey[sets * Ways];
        _values = new TValue[sets * Ways];
    }

    /// <summary>How many values there is room for.</summary>
    public int Capacity => _keys.Length;

    /// <summary>How many places are taken, by live and expired values.</summary>
    public int Count { get; private set; }

    /// <summary>How many values were given up before they expired.</summary>
    public long Evictions { get; private set; }

    /// <summary>How many of those had a <see cref="IEvictable{TSelf}.Rank"/> above 0: live state that was lost.</summary>
    public long LiveEvictions { get; private set; }

    /// <summary>The number of the place of a key's live value, from 0 to <see cref="Capacity"/> − 1; -1 if there is none.</summary>
    public int PlaceOf(StateKey key, Timestamp now)
    {
        var start = SetOf(key);
        for (var place = start; place < start + Ways; place++)
        {
            if (_keys[place] == key)
            {
                return _values[place].Expires > now ? place : -1;
            }
        }

        return -1;
    }

    /// <summary>The value at a place.</summary>
    public ref TValue At(int place) => ref _values[place];

    /// <summary>The live value of a key; a null reference (<see cref="Unsafe.IsNullRef{T}"/>) if there is none. Valid until the next call that adds.</summary>
    public ref TValue Find(StateKey key, Timestamp now)
    {
        var start = SetOf(key);
        for (var place = start; place < start + Ways; place++)
        {
            if (_keys[place] == key)
            {
                ref var value = ref _values[place];
                return ref value.Expires > now ? ref value : ref Unsafe.NullRef<TValue>();
            }
        }

        return ref Unsafe.NullRef<TValue>();
    }

    /// <summary>The value of a key, a zero one if it had none that lives. Valid until the next call that adds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="isNew">Whether the value is zero and to be filled; its <see cref="IEvictable{TSelf}.Expires"/> must be set.</param>
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew) => ref GetOrAdd(key, now, out isNew, out _);

    /// <inheritdoc cref="GetOrAdd(StateKey, Timestamp, out bool)"/>
    /// <param name="key">The key.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="isNew">Whether the value is zero and to be filled; its <see cref="IEvictable{TSelf}.Expires"/> must be set.</param>
    /// <param name="replaced">The value, expired or given up, whose place a new one takes; zero if there was none.</param>
    public ref TValue GetOrAdd(StateKey key, Timestamp now, out bool isNew, out TValue replaced)
    {
        replaced = default;
        var start = SetOf(key);
        for (var place = start; place < start + Ways; place++)
        {
            if (_keys[place] == key)
            {
                ref var known = ref _values[place];
                isNew = known.Expires <= now;
                if (isNew)
                {
                    replaced = known;
                    known = default;
                }

                return ref known;
            }
        }

        isNew = true;
        var free = PlaceToTake(start, now);
        _keys[free] = key;
        ref var value = ref _values[free];
        replaced = value;
        value = default;
        return ref value;
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(StateKey key)
    {
        var start = SetOf(key);
        for (var place = start; place < start + Ways; place++)
        {
            if (_keys[place] == key)
            {
                _keys[place] = default;
                _values[place] = default;
                Count--;
                return;
            }
        }
    }

    /// <summary>The number of the place of a value of this table, from 0 to <see cref="Capacity"/> − 1; the same for as long as the value lives.</summary>
    internal int PlaceOf(ref TValue value) =>
        (int)(Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_values), ref value) / Unsafe.SizeOf<TValue>());

    private int SetOf(StateKey key) => (int)(key.Low & (uint)_setMask) * Ways;

    private int PlaceToTake(int start, Timestamp now)
    {
        var cheapest = -1;
        for (var place = start; place < start + Ways; place++)
        {
            if (_keys[place] == default)
            {
                Count++;
                return place;
            }

            if (_values[place].Expires <= now)
            {
                return place;
            }

            if (cheapest < 0 || IsCheaper(_values[place], _values[cheapest]))
            {
                cheapest = place;
            }
        }

        Evictions++;
        LiveEvictions += _values[cheapest].Rank > 0 ? 1 : 0;
        return cheapest;
    }

    private static bool IsCheaper(in TValue left, in TValue right) =>
        left.Rank != right.Rank ? left.Rank < right.Rank : left.Expires < right.Expires;
}
