namespace SipIds.Packets.Ip;

/// <summary>The senders that have anything in reassembly.</summary>
internal sealed class FragmentSources(int capacity)
{
    private readonly Dictionary<NetAddress, FragmentSource> _byAddress = new(capacity, new SeededComparer());
    private FragmentSource? _free;

    public FragmentSource? Find(NetAddress address) => _byAddress.GetValueOrDefault(KeyOf(address));

    public FragmentSource GetOrAdd(NetAddress address)
    {
        var key = KeyOf(address);
        if (_byAddress.TryGetValue(key, out var known))
        {
            return known;
        }

        var source = _free ?? new();
        _free = source.NextFree;
        source.Address = key;
        _byAddress.Add(key, source);
        return source;
    }

    /// <summary>Forgets a sender that has nothing left.</summary>
    public void Release(FragmentSource source)
    {
        _ = _byAddress.Remove(source.Address);
        source.NextFree = _free;
        _free = source;
    }

    // Who has one IPv6 address has the other 2^64 of its network.
    private static NetAddress KeyOf(NetAddress address) => address.IsIPv4 ? address : new(address.High, 0);

    private sealed class SeededComparer : IEqualityComparer<NetAddress>
    {
        private readonly ulong _seed = EndpointHash.NewSeed();

        public bool Equals(NetAddress x, NetAddress y) => x == y;

        public int GetHashCode(NetAddress obj) => (int)EndpointHash.Of(obj, default, 0, _seed);
    }
}
