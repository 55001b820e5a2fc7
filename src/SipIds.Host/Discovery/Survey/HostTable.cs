using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>The hosts that were seen: so many and no more. Those that nobody answered give way first, so that forged addresses push out forged addresses.</summary>
internal sealed class HostTable(KeyHasher hasher, int capacity)
{
    private static readonly Timestamp s_never = new(long.MaxValue);

    private readonly BoundedTable<HostEntry> _table = new(capacity);

    /// <summary>How many were given up for want of room.</summary>
    public long Evictions => _table.Evictions;

    /// <summary>Those that are known, in the order of their addresses.</summary>
    public IReadOnlyList<SeenHost> All =>
        [.. Enumerable.Range(0, _table.Capacity).Select(place => _table.KeyAt(place) == default ? null : _table.At(place).Host).OfType<SeenHost>().OrderBy(h => h.Address.High).ThenBy(h => h.Address.Low)];

    /// <summary>What stands for an address in a <see cref="DistinctSet"/>.</summary>
    public ulong KeyOf(NetAddress address) => hasher.Hash(address).Low;

    /// <summary>The host of an address, a new one if it was not seen before.</summary>
    public SeenHost Of(NetAddress address, Timestamp now)
    {
        ref var entry = ref _table.GetOrAdd(hasher.Hash(address), now, out var isNew);
        if (isNew)
        {
            entry.Host = new(address, now);
            entry.Expires = s_never;
        }

        return entry.Host!;
    }
}
