using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>The Contacts at strange hosts that one REGISTER asks for, until it is answered; of more than there is room for, the first ones.</summary>
internal struct AskedBindings : IEvictable<AskedBindings>
{
    private const int Capacity = 16;

    private Places _places;
    private int _used;

    public Timestamp Expires { get; set; }

    public readonly int Rank => 0;

    [UnscopedRef]
    public readonly ReadOnlySpan<AskedBinding> All => ((ReadOnlySpan<AskedBinding>)_places)[.._used];

    public void Add(AskedBinding asked)
    {
        if (_used < Capacity)
        {
            _places[_used++] = asked;
        }
    }

    public readonly int CountAt(NetAddress host)
    {
        var count = 0;
        foreach (ref readonly var asked in All)
        {
            count += asked.Host == host && !asked.Removes ? 1 : 0;
        }

        return count;
    }

    [InlineArray(Capacity)]
    private struct Places
    {
        private AskedBinding _first;
    }
}
