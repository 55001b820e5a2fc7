using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Counts for each of many keys over a sliding period (<see cref="SlidingWindow"/>), in fixed memory. When it is full, the key with the smallest count gives way.</summary>
public sealed class KeyedCounter : IBoundedState
{
    private const int CallsForAll = 64;

    private readonly BoundedTable<Counted> _keys;
    private readonly TimeSpan _period;

    /// <param name="keys">How many keys there is room for, at some 80 bytes each.</param>
    /// <param name="period">How long a hit counts.</param>
    public KeyedCounter(int keys, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        _keys = new(keys);
        _period = period;
    }

    /// <inheritdoc/>
    public int Capacity => _keys.Capacity;

    /// <inheritdoc/>
    int IBoundedState.Count => _keys.Count;

    /// <summary>How many keys were given up while they still counted more than one.</summary>
    public long Evictions => _keys.LiveEvictions;

    /// <summary>Counts one for a key.</summary>
    /// <returns>How many there were for it in the last period, this one included.</returns>
    public long Add(StateKey key, Timestamp now)
    {
        ref var counted = ref _keys.GetOrAdd(key, now, out _);
        counted.Expires = now + _period;
        return counted.Window.Hit(now, _period);
    }

    /// <summary>Counts several for a key, such as the price of what it did.</summary>
    /// <returns>How many there were for it in the last period, these included.</returns>
    public long Add(StateKey key, int amount, Timestamp now)
    {
        ref var counted = ref _keys.GetOrAdd(key, now, out _);
        counted.Expires = now + _period;
        for (var hit = 0; hit < amount; hit++)
        {
            counted.Window.Hit(now, _period);
        }

        return counted.Window.Read(now, _period);
    }

    /// <summary>How many there were for a key in the last period.</summary>
    public long Count(StateKey key, Timestamp now)
    {
        ref var counted = ref _keys.Find(key, now);
        return Unsafe.IsNullRef(ref counted) ? 0 : counted.Window.Read(now, _period);
    }

    /// <summary>When the first of those that count for a key was seen; <paramref name="now"/> if none does.</summary>
    public Timestamp Since(StateKey key, Timestamp now)
    {
        ref var counted = ref _keys.Find(key, now);
        return Unsafe.IsNullRef(ref counted) ? now : counted.Window.Since(now, _period);
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(StateKey key) => _keys.Remove(key);

    /// <summary>Takes keys for which nothing counts any more away, all of them within 64 calls: for <see cref="Preprocessing.IPreprocessor.OnTick"/>.</summary>
    public void Sweep(Timestamp now) => _keys.Sweep(now, _keys.Capacity / CallsForAll);

    private struct Counted : IEvictable<Counted>
    {
        public SlidingWindow Window;

        public Timestamp Expires { get; set; }

        public readonly int Rank => (int)Math.Min(Window.Count, int.MaxValue) - 1;
    }
}
