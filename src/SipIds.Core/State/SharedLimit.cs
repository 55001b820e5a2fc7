using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>The shares that origins have of one subject's limit. Of more origins than there is room for, the smallest are counted together: those of one network first.</summary>
internal struct SharedLimit : IEvictable<SharedLimit>
{
    private const int Capacity = 32;

    // Stands for the smallest origins of a network.
    private const uint Rest = 0;

    private Entries _entries;
    private ShareEntry _others;
    private int _used;
    private uint _part;

    public Timestamp Expires { get; set; }

    /// <summary>Whether there were more networks than places, so that the smallest are counted together.</summary>
    public readonly bool IsFull => !_others.IsEmpty;

    public readonly int Rank => _others.Asked + _used - 1;

    // How much of the period before still counts: the present one is as old as its part.
    private readonly double WeightBefore => 1 - ((double)(_part % ShareEntry.Parts) / ShareEntry.Parts);

    /// <inheritdoc cref="FairShares.TryTake"/>
    public bool TryTake(in ShareHolder holder, long room, bool isOver, bool cutsOnlyWhole)
    {
        ref var entry = ref EntryOf(holder);
        entry.Ask();
        var fits = !isOver || (cutsOnlyWhole ? entry.Granted < room : HasRoom(entry, room));
        if (fits)
        {
            entry.Grant(_part);
        }

        return fits;
    }

    /// <inheritdoc cref="FairShares.Add"/>
    public void Add(in ShareHolder holder) => EntryOf(holder).Ask();

    /// <inheritdoc cref="FairShares.WouldExceed"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool WouldExceed(in ShareHolder holder, long limit, bool cutsOnlyWhole)
    {
        ref var entry = ref EntryOf(holder);
        var demand = entry.Demand(WeightBefore) + 1;
        if (cutsOnlyWhole)
        {
            return demand > limit;
        }

        entry.Asked++;
        var (level, share) = LevelsOf(entry, limit);
        entry.Asked--;
        return demand > share || demand > level;
    }

    /// <summary>Forgets what no longer counts.</summary>
    public void Advance(uint part)
    {
        if (part == _part)
        {
            return;
        }

        for (var index = _used - 1; index >= 0; index--)
        {
            _entries[index].Advance(part, _part);
            if (_entries[index].IsEmpty)
            {
                _entries[index] = _entries[--_used];
            }
        }

        _others.Advance(part, _part);
        _part = part;
    }

    [UnscopedRef]
    private ref ShareEntry EntryOf(in ShareHolder holder)
    {
        var (origin, network) = ((uint)holder.Origin.High, (uint)holder.Network.High);
        for (var index = 0; index < _used; index++)
        {
            if (_entries[index].Origin == origin && _entries[index].Network == network)
            {
                return ref _entries[index];
            }
        }

        var place = _used < Capacity ? _used++ : GiveUp();
        _entries[place] = new() { Origin = origin, Network = network };
        return ref _entries[place];
    }

    // The smallest that has a neighbour goes: its network answers for it. Only where all places are taken by different networks the smallest goes to
    // those that nobody answers for. What was asked for in the period before counts too, or a period's end would hide the largest.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int GiveUp()
    {
        Span<uint> networks = stackalloc uint[Capacity];
        Span<double> demands = stackalloc double[Capacity];
        for (var index = 0; index < Capacity; index++)
        {
            (networks[index], demands[index]) = (_entries[index].Network, _entries[index].Demand(WeightBefore));
        }

        var (smallest, near) = (0, -1);
        for (var index = 0; index < Capacity; index++)
        {
            smallest = demands[index] < demands[smallest] ? index : smallest;
            if (_entries[index].Origin != Rest && (near < 0 || demands[index] < demands[near]) && HasNeighbour(networks, index))
            {
                near = index;
            }
        }

        if (near < 0)
        {
            _others.Absorb(_entries[smallest]);
            return smallest;
        }

        ref var rest = ref _entries[RestOf(near, demands)];
        rest.Absorb(_entries[near]);
        rest.Origin = Rest;
        return near;
    }

    private static bool HasNeighbour(ReadOnlySpan<uint> networks, int index) =>
        networks[..index].Contains(networks[index]) || networks[(index + 1)..].Contains(networks[index]);

    // Where an origin of a network is counted from now on: with those that are counted together already, or with the next smallest.
    private readonly int RestOf(int given, ReadOnlySpan<double> demands)
    {
        var place = -1;
        for (var index = 0; index < Capacity; index++)
        {
            if (index == given || _entries[index].Network != _entries[given].Network)
            {
                continue;
            }

            if (_entries[index].Origin == Rest)
            {
                return index;
            }

            place = place < 0 || demands[index] < demands[place] ? index : place;
        }

        return place;
    }

    // What asks for more than the whole limit by itself gets nothing while it does. Of the others each gets in up to the level, even where the first
    // to come have taken all; where the level is below one each, who comes first is served.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool HasRoom(in ShareEntry entry, long room)
    {
        if (entry.Demand(WeightBefore) > Math.Max(room, 1))
        {
            return false;
        }

        var (level, share) = LevelsOf(entry, room);
        return (entry.Granted + 1 <= share && !IsCrowded(entry.Network)) || (entry.Granted < Math.Ceiling(share) && HasRoomForFew(entry, room, level));
    }

    // Where origins are counted together, ever new ones would each have a share: all of them together get no more than there is.
    private readonly bool IsCrowded(uint network)
    {
        var isCrowded = !_others.IsEmpty;
        for (var index = 0; index < _used; index++)
        {
            isCrowded |= _entries[index].Origin == Rest && _entries[index].Network == network;
        }

        return isCrowded;
    }

    private readonly bool HasRoomForFew(in ShareEntry entry, long room, double level)
    {
        var (granted, ofNetwork) = ((long)_others.Granted, 0L);
        for (var index = 0; index < _used; index++)
        {
            var given = _entries[index].Granted;
            granted += given;
            ofNetwork += _entries[index].Network == entry.Network ? given : 0;
        }

        return granted < room && ofNetwork < Math.Ceiling(level);
    }

    // The level of networks, and that of the origins in the entry's network.
    private readonly (double Level, double Share) LevelsOf(in ShareEntry entry, long room)
    {
        Span<double> demands = stackalloc double[Capacity + 1];
        Span<double> neighbours = stackalloc double[Capacity];
        Span<uint> networks = stackalloc uint[Capacity];
        var (used, near, ofNetwork) = (0, 0, 0.0);
        for (var index = 0; index < _used; index++)
        {
            var network = _entries[index].Network;
            var demand = _entries[index].Demand(WeightBefore);
            var place = networks[..used].IndexOf(network);
            place = place < 0 ? used++ : place;
            networks[place] = network;
            demands[place] += demand;
            if (network == entry.Network)
            {
                neighbours[near++] = demand;
                ofNetwork += demand;
            }
        }

        demands[used] = _others.Demand(WeightBefore);
        var level = LevelOf(demands[..(used + 1)], room);
        return (level, LevelOf(neighbours[..near], Math.Min(level, ofNetwork)));
    }

    // The level to which all are filled alike, but for those that ask for less.
    private static double LevelOf(Span<double> demands, double room)
    {
        demands.Sort();
        for (var index = 0; index < demands.Length; index++)
        {
            var level = room / (demands.Length - index);
            if (demands[index] > level)
            {
                return level;
            }

            room -= demands[index];
        }

        return double.MaxValue;
    }

    [InlineArray(Capacity)]
    private struct Entries
    {
        private ShareEntry _first;
    }
}
