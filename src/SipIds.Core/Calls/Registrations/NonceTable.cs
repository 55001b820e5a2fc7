using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>Which nonces were given to which address: who answers with one that was given to another has copied it.</summary>
internal sealed class NonceTable(int capacity, KeyHasher hasher)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    private readonly BoundedTable<Given> _given = new(capacity);

    /// <summary>Nonces given up before their time.</summary>
    public long Evictions => _given.Evictions;

    /// <summary>Whether an address was given a nonce.</summary>
    public bool Has(StateKey nonce, NetAddress address, Timestamp now) => _given.PlaceOf(KeyOf(nonce, address), now) >= 0;

    /// <summary>Whether an address was given a nonce in a challenge, and did not only come with it.</summary>
    public bool WasIssued(StateKey nonce, NetAddress address, Timestamp now) =>
        _given.PlaceOf(KeyOf(nonce, address), now) is >= 0 and var place && _given.At(place).IsIssued;

    /// <summary>Takes in the challenges of a 401 or 407 to a request from an address.</summary>
    public void OnChallenge(in SipMessage message, NetAddress address, Timestamp now)
    {
        Add(message.All(SipHeaderId.WwwAuthenticate), address, now);
        Add(message.All(SipHeaderId.ProxyAuthenticate), address, now);
    }

    /// <summary>A nonce is good for an address for longer: a client goes on with it as long as the registrar lets it.</summary>
    public void Extend(StateKey nonce, NetAddress address, Timestamp expires, Timestamp now)
    {
        ref var given = ref _given.GetOrAdd(KeyOf(nonce, address), now, out _);
        given.Expires = given.Expires < expires ? expires : given.Expires;
    }

    /// <summary>Takes away a part of what is over.</summary>
    public void Sweep(Timestamp now, int parts) => _given.Sweep(now, _given.Capacity / parts);

    private void Add(SipHeaders lines, NetAddress address, Timestamp now)
    {
        foreach (var line in lines)
        {
            if (new DigestParameters(line.Value).TryGet("nonce"u8, out var nonce) && !nonce.IsEmpty)
            {
                Extend(hasher.Hash(nonce), address, now + s_lifetime, now);
                _given.GetOrAdd(KeyOf(hasher.Hash(nonce), address), now, out _).IsIssued = true;
            }
        }
    }

    private StateKey KeyOf(StateKey nonce, NetAddress address) => nonce.With(hasher.Hash(address));

    private struct Given : IEvictable<Given>
    {
        public bool IsIssued;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
