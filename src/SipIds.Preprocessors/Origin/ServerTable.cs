using SipIds.Calls;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>Which servers clients have registered at or called by of late: these may ask them for something without being asked.</summary>
internal sealed class ServerTable(int capacity, KeyHasher hasher)
{
    // What lives for a day need not be looked at every minute.
    private const int TicksForAll = 1024;

    // A /29 of IPv4, as it lies in IPv6, and a /64: a farm, or a pair.
    private const int BitsOfFarm = 96 + 29;
    private const int BitsOfFarmIPv6 = 64;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly BoundedTable<Pair> _pairs = new(capacity);

    /// <summary>Takes in a 2xx to a REGISTER or an INVITE, which comes from a server of whoever asked.</summary>
    public void Add(in SipPacket response, CallContext calls)
    {
        ref readonly var request = ref calls.Transaction;
        if (response.Message.StatusCode is >= 200 and < 300 && request is { Method: SipMethod.Register or SipMethod.Invite, IsInDialog: false } && calls.IsAnswer(response))
        {
            Add(KeyOf(request.Target.Address, request.Source.Address), response.Time);
            Add(KeyOf(FarmOf(request.Target.Address), request.Source.Address), response.Time);
        }
    }

    /// <summary>What an address is to a client: its server, a neighbour of one, or neither.</summary>
    public Kinship Judge(NetAddress server, NetAddress client, Timestamp now) =>
        _pairs.PlaceOf(KeyOf(server, client), now) >= 0 ? Kinship.Party
        : _pairs.PlaceOf(KeyOf(FarmOf(server), client), now) >= 0 ? Kinship.Neighbour
        : Kinship.Stranger;

    /// <summary>Takes away a part of what is over.</summary>
    public void OnTick(Timestamp now) => _pairs.Sweep(now, _pairs.Capacity / TicksForAll);

    private static NetAddress FarmOf(NetAddress address) => address.Masked(address.IsIPv4 ? BitsOfFarm : BitsOfFarmIPv6);

    private StateKey KeyOf(NetAddress server, NetAddress client) => hasher.Hash(server).With(hasher.Hash(client));

    private void Add(StateKey pair, Timestamp now) => _pairs.GetOrAdd(pair, now, out _).Expires = now + s_lifetime;

    private struct Pair : IEvictable<Pair>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
