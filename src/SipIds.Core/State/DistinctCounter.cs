using System.Numerics;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Counts different things for each of many keys over a sliding period, in fixed memory: exactly up to the limit that matters, at least that many beyond it.</summary>
/// <remarks>A thing counts from when it was last seen for one period, exact to within a sixteenth of it.</remarks>
public sealed class DistinctCounter
{
    private const int BucketsInPeriod = 16;

    private readonly BoundedTable<Slot> _keys;
    private readonly Item[] _items;
    private readonly int _itemsInSlot;
    private readonly TimeSpan _period;

    /// <param name="keys">How many keys are followed at once.</param>
    /// <param name="limit">The count that matters; beyond twice this, counting stops being exact.</param>
    /// <param name="period">How long a thing counts.</param>
    public DistinctCounter(int keys, int limit, TimeSpan period)
    {
        _keys = new(keys);
        _itemsInSlot = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * (limit + 1), 8));
        _items = new Item[(long)_keys.Capacity * _itemsInSlot];
        _period = period;
    }

    /// <summary>How many keys were given up while they still counted.</summary>
    public long Evictions => _keys.Evictions;

    /// <summary>Counts <paramref name="thing"/> for <paramref name="key"/>.</summary>
    /// <returns>How many different things there were for it in the last period.</returns>
    public int Add(StateKey key, StateKey thing, Timestamp now)
    {
        ref var slot = ref _keys.GetOrAdd(key, now, out var isNew);
        slot.LastSeen = now + _period;

        // Each place of the table owns one range of items.
        var items = _items.AsSpan(_keys.PlaceOf(ref slot) * _itemsInSlot, _itemsInSlot);
        if (isNew)
        {
            items.Clear();
        }

        return AddTo(items, (uint)(thing.High >> 32) | 1, BucketOf(now));
    }

    private static int AddTo(Span<Item> items, uint mark, uint bucket)
    {
        var count = 0;
        var free = -1;
        var isKnown = false;
        for (var i = 0; i < items.Length; i++)
        {
            ref var item = ref items[i];
            if (item.Mark == mark)
            {
                item.Bucket = bucket;
                isKnown = true;
            }

            var lives = item.Mark != 0 && bucket - item.Bucket < BucketsInPeriod;
            count += lives ? 1 : 0;
            free = !lives && free < 0 ? i : free;
        }

        if (isKnown)
        {
            return count;
        }

        // With every place taken, the newcomer replaces one by chance of its mark; the count stays at the most that fits.
        items[free >= 0 ? free : (int)(mark >> 8) & (items.Length - 1)] = new() { Mark = mark, Bucket = bucket };
        return free >= 0 ? count + 1 : count;
    }

    private uint BucketOf(Timestamp now) => (uint)(now.Nanoseconds / Math.Max(_period.Ticks * TimeSpan.NanosecondsPerTick / BucketsInPeriod, 1));

    private struct Item
    {
        public uint Mark;
        public uint Bucket;
    }

    private struct Slot : IEvictable<Slot>
    {
        public Timestamp LastSeen;

        public readonly Timestamp Expires => LastSeen;

        public readonly int Rank => 0;
    }
}
