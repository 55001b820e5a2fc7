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
