using SipIds.Packets;

namespace SipIds.State;

/// <summary>Senders whose packets are dropped unread, each for a time: an IPv4 address or the /64 of an IPv6 address. When it is full, the one that was put there first gives way.</summary>
/// <param name="capacity">How many there is room for.</param>
/// <param name="hasher">Hashes what they are looked up by.</param>
public sealed class BlockList(int capacity, KeyHasher hasher) : IBoundedState
{
    private const int CallsForAll = 64;

    private readonly BoundedTable<Blocked> _senders = new(capacity);

    /// <inheritdoc/>
    public int Capacity => _senders.Capacity;

    /// <inheritdoc/>
    public int Count => _senders.Count;

    /// <inheritdoc/>
    public long Evictions => _senders.Evictions;

    /// <summary>Puts a sender on the list, or lets it stay there for longer.</summary>
    /// <param name="sender">Its address.</param>
    /// <param name="reason">What it did, in a word for a person.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="time">How long it stays.</param>
    /// <returns>Whether it was not there before.</returns>
    public bool Add(NetAddress sender, string reason, Timestamp now, TimeSpan time)
    {
        ref var blocked = ref _senders.GetOrAdd(KeyOf(sender), now, out var isNew);
        if (isNew)
        {
            (blocked.Since, blocked.Reason) = (now, reason);
        }

        var end = now + time;
        blocked.Expires = end > blocked.Expires ? end : blocked.Expires;
        return isNew;
    }

    /// <summary>Takes a sender off the list.</summary>
    public void Remove(NetAddress sender) => _senders.Remove(KeyOf(sender));

    /// <summary>Whether a sender is on the list. While the list is empty this costs nothing.</summary>
    public bool Has(NetAddress sender, Timestamp now) => _senders.Count > 0 && _senders.PlaceOf(KeyOf(sender), now) >= 0;

    /// <summary>Counts a packet of a sender that is on the list.</summary>
    /// <returns>How many there were, why it is there and since when; none for a sender that is not on the list.</returns>
    public BlockedSender Hit(NetAddress sender, Timestamp now)
    {
        if (_senders.PlaceOf(KeyOf(sender), now) is not (>= 0 and var place))
        {
            return default;
        }

        ref var blocked = ref _senders.At(place);
        return new(++blocked.Packets, blocked.Reason, blocked.Since, blocked.Expires);
    }

    /// <summary>Takes those whose time is over away, all of them within 64 calls.</summary>
    public void Sweep(Timestamp now) => _senders.Sweep(now, _senders.Capacity / CallsForAll);

    private StateKey KeyOf(NetAddress sender) => SourceKey.Of(sender, hasher).Key;

    private struct Blocked : IEvictable<Blocked>
    {
        public string Reason;
        public Timestamp Since;
        public long Packets;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}

/// <summary>A sender on the block list.</summary>
/// <param name="Packets">How many of its packets came since it is there.</param>
/// <param name="Reason">What it did.</param>
/// <param name="Since">Since when it is there.</param>
/// <param name="Until">Until when, if it does nothing more.</param>
public readonly record struct BlockedSender(long Packets, string? Reason, Timestamp Since, Timestamp Until);
