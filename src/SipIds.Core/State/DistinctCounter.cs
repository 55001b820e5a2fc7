using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Counts different things for each of many keys over a sliding period, in fixed memory: exactly up to twice the limit that matters and at least up to 64, by estimate beyond it.</summary>
/// <remarks>
/// A thing counts from when it was last seen for one period, exact to within a sixteenth of it. When a key's places are full, only every second thing is kept (by a bit of its hash) and stands for two,
/// then every fourth, and so on: the estimate is within some ten percent.
/// </remarks>
public sealed class DistinctCounter : IBoundedState
{
    private const int BucketsInPeriod = 16;
    private const int MaxLevel = 24;
    private const int MaxSpread = 9;
    private const int CallsForAll = 64;

    // An estimate from fewer is too far off to be shown to a person.
    private const int FewestItems = 64;

    private readonly BoundedTable<Slot> _keys;
    private readonly Item[] _items;
    private readonly int _itemsInSlot;
    private readonly TimeSpan _period;
    private readonly long _bucketLength;

    /// <param name="keys">How many keys are followed at once.</param>
    /// <param name="limit">The count that matters.</param>
    /// <param name="period">How long a thing counts.</param>
    public DistinctCounter(int keys, int limit, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        _keys = new(keys);
        _itemsInSlot = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * (limit + 1), FewestItems));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)_keys.Capacity * _itemsInSlot, Array.MaxLength, nameof(keys));
        _items = new Item[_keys.Capacity * _itemsInSlot];
        _period = period;
        _bucketLength = Math.Max(period.Ticks * TimeSpan.NanosecondsPerTick / BucketsInPeriod, 1);
    }

    /// <inheritdoc/>
    public int Capacity => _keys.Capacity;

    /// <inheritdoc/>
    int IBoundedState.Count => _keys.Count;

    /// <summary>How many keys were given up while they still counted.</summary>
    public long Evictions => _keys.Evictions;

    /// <summary>Whether nothing is counted for any key, as far as <see cref="Sweep"/> has come.</summary>
    public bool IsEmpty => _keys.Count == 0;

    /// <summary>Takes keys for which nothing counts any more away, all of them within 64 calls.</summary>
    public void Sweep(Timestamp now) => _keys.Sweep(now, _keys.Capacity / CallsForAll);

    /// <summary>Counts <paramref name="thing"/> for <paramref name="key"/>.</summary>
    /// <returns>How many different things there were for it in the last period.</returns>
    public long Add(StateKey key, StateKey thing, Timestamp now)
    {
        ref var slot = ref _keys.GetOrAdd(key, now, out _);
        slot.Expires = now + _period;
        var bucket = BucketOf(now);
        slot.Spread += slot.Bucket != bucket && slot.Spread < MaxSpread ? (byte)1 : (byte)0;
        var items = ItemsOf(ref slot);
        Advance(ref slot, items, bucket);
        var mark = MarkOf(thing);
        if (IsSampled(mark, slot.Level))
        {
            Keep(ref slot, items, new() { Mark = mark, Bucket = bucket });
        }

        return (long)slot.Used << slot.Level;
    }

    /// <summary>How many different things there were for <paramref name="key"/> in the last period.</summary>
    public long Count(StateKey key, Timestamp now)
    {
        var place = _keys.PlaceOf(key, now);
        if (place < 0)
        {
            return 0;
        }

        ref var slot = ref _keys.At(place);
        Advance(ref slot, ItemsOf(ref slot), BucketOf(now));
        return (long)slot.Used << slot.Level;
    }

    /// <summary>Whether <paramref name="thing"/> is among those that count for <paramref name="key"/>; past the places that a key has, only of those that are kept.</summary>
    public bool Contains(StateKey key, StateKey thing, Timestamp now)
    {
        var place = _keys.PlaceOf(key, now);
        if (place < 0)
        {
            return false;
        }

        ref var slot = ref _keys.At(place);
        var items = ItemsOf(ref slot);
        Advance(ref slot, items, BucketOf(now));
        return IndexOf(items[..slot.Used], MarkOf(thing)) >= 0;
    }

    /// <summary>Counts <paramref name="thing"/> for <paramref name="key"/> no more.</summary>
    public void Remove(StateKey key, StateKey thing, Timestamp now)
    {
        var place = _keys.PlaceOf(key, now);
        if (place < 0)
        {
            return;
        }

        ref var slot = ref _keys.At(place);
        var items = ItemsOf(ref slot);
        if (IndexOf(items[..slot.Used], MarkOf(thing)) is >= 0 and var index)
        {
            items[index] = items[--slot.Used];
        }
    }

    private static void Keep(ref Slot slot, Span<Item> items, Item item)
    {
        var index = IndexOf(items[..slot.Used], item.Mark);
        if (index >= 0)
        {
            items[index].Bucket = item.Bucket;
            return;
        }

        while (slot.Used == items.Length && slot.Level < MaxLevel)
        {
            slot.Level++;
            DropUnsampled(ref slot, items);
        }

        if (slot.Used < items.Length && IsSampled(item.Mark, slot.Level))
        {
            items[slot.Used++] = item;
        }
    }

    // What is kept lives: things leave when a new bucket begins.
    private static void Advance(ref Slot slot, Span<Item> items, uint bucket)
    {
        if (slot.Bucket != bucket)
        {
            slot.Bucket = bucket;
            DropExpired(ref slot, items, bucket);
        }
    }

    private static void DropExpired(ref Slot slot, Span<Item> items, uint bucket)
    {
        var kept = 0;
        for (var index = 0; index < slot.Used; index++)
        {
            if (Lives(items[index], bucket))
            {
                items[kept++] = items[index];
            }
        }

        slot.Used = kept;

        // Few are left of those that stood for many: count exactly again.
        slot.Level = kept < items.Length / 8 ? 0 : slot.Level;
    }

    private static void DropUnsampled(ref Slot slot, Span<Item> items)
    {
        var kept = 0;
        for (var index = 0; index < slot.Used; index++)
        {
            if (IsSampled(items[index].Mark, slot.Level))
            {
                items[kept++] = items[index];
            }
        }

        slot.Used = kept;
    }

    private static int IndexOf(ReadOnlySpan<Item> items, uint mark)
    {
        // Four at once: marks and buckets take turns.
        const int step = 4;
        const uint marks = 0b0101_0101;
        var words = MemoryMarshal.Cast<Item, uint>(items);
        var wanted = Vector256.Create(mark);
        var index = 0;
        for (; index + step <= items.Length; index += step)
        {
            var found = Vector256.Equals(Vector256.Create(words.Slice(2 * index, 2 * step)), wanted).ExtractMostSignificantBits() & marks;
            if (found != 0)
            {
                return index + (BitOperations.TrailingZeroCount(found) / 2);
            }
        }

        for (; index < items.Length; index++)
        {
            if (items[index].Mark == mark)
            {
                return index;
            }
        }

        return -1;
    }

    // The number of a bucket may wrap round, and a late packet's may be below the last one's.
    private static bool Lives(in Item item, uint bucket) => (int)(bucket - item.Bucket) is > -BucketsInPeriod and < BucketsInPeriod;

    private static bool IsSampled(uint mark, int level) => (mark & ((1u << level) - 1)) == 0;

    private static uint MarkOf(StateKey thing) => (uint)(thing.High >> 32);

    private uint BucketOf(Timestamp now) => (uint)(now.Nanoseconds / _bucketLength);

    // Each place of the table owns one range of items.
    private Span<Item> ItemsOf(ref Slot slot) => _items.AsSpan(_keys.PlaceOf(ref slot) * _itemsInSlot, _itemsInSlot);

    private struct Item
    {
        public uint Mark;
        public uint Bucket;
    }

    private struct Slot : IEvictable<Slot>
    {
        public int Used;
        public int Level;
        public uint Bucket;

        /// <summary>In how many parts of the period something was added.</summary>
        public byte Spread;

        public Timestamp Expires { get; set; }

        // A flood of keys with few things each pushes out its like, not the key that has gathered many, nor one that goes on for long.
        public readonly int Rank => Used == 0 ? 0 : BitOperations.Log2((uint)Used) + Math.Max(Spread - 1, 0);
    }
}
