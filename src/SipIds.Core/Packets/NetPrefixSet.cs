using System.Collections;
using System.Runtime.CompilerServices;

namespace SipIds.Packets;

/// <summary>An immutable list of networks that answers whether an address lies in one of them, by halving: thousands of networks cost little more than ten.</summary>
[CollectionBuilder(typeof(NetPrefixSet), nameof(Create))]
public sealed class NetPrefixSet : IReadOnlyCollection<NetPrefix>
{
    private readonly NetPrefix[] _prefixes;
    private readonly NetPrefix[] _outermost;

    private NetPrefixSet(NetPrefix[] prefixes)
    {
        _prefixes = prefixes;
        _outermost = Outermost(prefixes);
    }

    /// <summary>No networks.</summary>
    public static NetPrefixSet Empty { get; } = new([]);

    /// <summary>Whether the networks together hold every IPv4 address, or every IPv6 address that is given out (RFC 4291 §2.4).</summary>
    public bool HoldsAll => Count > 0 && (Holds(NetPrefix.Parse("0.0.0.0/0")) || Holds(NetPrefix.Parse("2000::/3")));

    /// <inheritdoc/>
    public int Count => _prefixes.Length;

    /// <summary>A set of the given networks.</summary>
    public static NetPrefixSet Create(ReadOnlySpan<NetPrefix> prefixes) => prefixes.IsEmpty ? Empty : new(prefixes.ToArray());

    /// <summary>Whether one of the networks holds the address.</summary>
    public bool Contains(NetAddress address)
    {
        var (low, high) = (0, _outermost.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (IsAfter(_outermost[middle].Network, address))
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        // The last network that does not begin after the address: they do not overlap, so no other can hold it.
        return high >= 0 && _outermost[high].Contains(address);
    }

    /// <inheritdoc/>
    public IEnumerator<NetPrefix> GetEnumerator() => ((IEnumerable<NetPrefix>)_prefixes).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The networks, joined by commas.</summary>
    public override string ToString() => string.Join(", ", _prefixes);

    // The outermost do not overlap: they hold a network if they hold its first address, and one begins wherever another ends in it.
    private bool Holds(NetPrefix whole)
    {
        var last = Number(whole.Network) + Size(whole) - 1;
        var next = Number(whole.Network);
        foreach (var prefix in _outermost)
        {
            var first = Number(prefix.Network);
            if (first <= next && next <= first + Size(prefix) - 1)
            {
                next = first + Size(prefix);
                if (next == 0 || next > last)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static UInt128 Number(NetAddress address) => new(address.High, address.Low);

    // Of ::/0 it is 0, which as a step from the first address is the way round to it.
    private static UInt128 Size(NetPrefix prefix) => prefix.Length == 0 ? 0 : UInt128.One << (128 - prefix.Length);

    // In the order of their first addresses, without those that lie in another.
    private static NetPrefix[] Outermost(NetPrefix[] prefixes)
    {
        var outermost = new List<NetPrefix>(prefixes.Length);
        foreach (var prefix in prefixes.OrderBy(p => p.Network.High).ThenBy(p => p.Network.Low).ThenBy(p => p.Length))
        {
            if (outermost.Count == 0 || !outermost[^1].Contains(prefix.Network))
            {
                outermost.Add(prefix);
            }
        }

        return [.. outermost];
    }

    private static bool IsAfter(NetAddress left, NetAddress right) => left.High > right.High || (left.High == right.High && left.Low > right.Low);
}
