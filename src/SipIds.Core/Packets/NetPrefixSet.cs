using System.Collections;
using System.Runtime.CompilerServices;

namespace SipIds.Packets;

/// <summary>An immutable list of networks that answers whether an address lies in one of them.</summary>
[CollectionBuilder(typeof(NetPrefixSet), nameof(Create))]
public sealed class NetPrefixSet : IReadOnlyCollection<NetPrefix>
{
    private readonly NetPrefix[] _prefixes;

    private NetPrefixSet(NetPrefix[] prefixes) => _prefixes = prefixes;

    /// <summary>No networks.</summary>
    public static NetPrefixSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _prefixes.Length;

    /// <summary>A set of the given networks.</summary>
    public static NetPrefixSet Create(ReadOnlySpan<NetPrefix> prefixes) => prefixes.IsEmpty ? Empty : new(prefixes.ToArray());

    /// <summary>Whether one of the networks holds the address.</summary>
    public bool Contains(NetAddress address)
    {
        foreach (ref readonly var prefix in _prefixes.AsSpan())
        {
            if (prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<NetPrefix> GetEnumerator() => ((IEnumerable<NetPrefix>)_prefixes).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The networks, joined by commas.</summary>
    public override string ToString() => string.Join(", ", _prefixes);
}
