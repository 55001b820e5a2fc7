using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>Who is registered where: the bindings of every address-of-record, learnt from what registrars answer.</summary>
public sealed class RegistrationTable : IBoundedState
{
    private const int MaxRegistrars = 1_024;

    // A registrar that has asked for a password is taken for one that asks everybody for this long.
    private static readonly TimeSpan s_registrarLifetime = TimeSpan.FromHours(24);

    private static readonly TimeSpan s_requestLifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<RegisteredUser> _users;
    private readonly BoundedTable<RegisterRequest> _requests;
    private readonly NonceTable _nonces;
    private readonly BoundedTable<Registrar> _registrars = new(MaxRegistrars);
    private readonly KeyHasher _hasher;

    /// <summary>An empty table.</summary>
    /// <param name="users">Addresses-of-record that there is room for, at 1.1 KiB each.</param>
    /// <param name="requests">Unanswered REGISTERs, and nonces, that there is room for, at 0.2 KiB each.</param>
    /// <param name="hasher">Hashes what they are looked up by.</param>
    public RegistrationTable(int users, int requests, KeyHasher hasher)
    {
        _users = new(users);
        _requests = new(requests);
        _nonces = new(requests, hasher);
        _hasher = hasher;
    }

    /// <inheritdoc/>
    public int Capacity => _users.Capacity;

    /// <inheritdoc/>
    public int Count => _users.Count;

    /// <summary>Users with live bindings given up for want of room.</summary>
    public long Evictions => _users.LiveEvictions;

    /// <summary>What a REGISTER means for live bindings that were made from elsewhere, and whether it proves by a password that it may touch them.</summary>
    /// <remarks>It touches a binding if it names its Contact or its device, goes on with its Call-ID, or removes all bindings (RFC 3261 §10.3). A first REGISTER
    /// without credentials only asks for a challenge where the binding was made with some. Behind one NAT, another port and another sent-by are elsewhere.</remarks>
    /// <param name="packet">A REGISTER.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="owner">Where the binding that it touches was registered from; default if it touches none.</param>
    /// <returns>The worst of what it means for any of them.</returns>
    public Takeover Judge(in SipPacket packet, CallContext context, out NetEndpoint owner)
    {
        ArgumentNullException.ThrowIfNull(context);
        owner = default;
        var place = _users.PlaceOf(context.ToKey, packet.Time);
        if (place < 0 || !packet.Message.Has(SipHeaderId.Contact))
        {
            return Takeover.None;
        }

        ref readonly var user = ref _users.At(place);
        if (!user.HasOthersThan(packet.Origin, packet.Time) || IsCopyOfNat(packet, context))
        {
            return Takeover.None;
        }

        var aim = RegisterAim.Of(packet, in user, _hasher);
        var worst = Takeover.None;
        for (var index = 0; index < RegisteredUser.Capacity; index++)
        {
            var found = (aim.Touched & (1u << index)) != 0 ? JudgeProof(packet, context, user, index, aim) : Takeover.None;
            (worst, owner) = found > worst ? (found, user[index].Origin) : (worst, owner);
        }

        return worst;
    }

    /// <summary>Whether a registrar's 2xx accepts a REGISTER that touched a binding made with a password, and showed none.</summary>
    /// <param name="packet">An answer to a REGISTER.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="owner">Where the binding was registered from.</param>
    public bool AcceptsUnproven(in SipPacket packet, CallContext context, out NetEndpoint owner)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isAnswer = packet.Message.StatusCode is >= 200 and < 300 && context.IsAnswer(packet);
        var place = isAnswer ? _requests.PlaceOf(context.Keys.Transaction(SipMethod.Register), packet.Time) : -1;
        owner = place < 0 ? default : _requests.At(place).Owner;
        return !owner.Address.IsNone;
    }

    /// <summary>Whether a user has answered a registrar's challenge from an address, and the binding lives.</summary>
    /// <param name="user">The address-of-record.</param>
    /// <param name="address">Where he is said to be.</param>
    /// <param name="now">The time.</param>
    public bool HasProven(StateKey user, NetAddress address, Timestamp now) =>
        _users.PlaceOf(user, now) is >= 0 and var place && _users.At(place).HasProven(address, now);

    /// <summary>Whether a registrar has let a user's client go on from an address, though it did not show anew that it knows the password.</summary>
    /// <param name="user">The address-of-record.</param>
    /// <param name="address">Where he is said to be.</param>
    /// <param name="now">The time.</param>
    public bool HasMovedTo(StateKey user, NetAddress address, Timestamp now) =>
        _users.PlaceOf(user, now) is >= 0 and var place && _users.At(place).HasMovedTo(address, now);

    /// <summary>Whether a user had a live binding from an address before a moment.</summary>
    /// <param name="user">The address-of-record.</param>
    /// <param name="address">Where he is said to be.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="now">The time.</param>
    public bool WasBound(StateKey user, NetAddress address, Timestamp moment, Timestamp now) =>
        _users.PlaceOf(user, now) is >= 0 and var place && _users.At(place).WasBound(address, moment, now);

    /// <summary>Whether a user has a live binding.</summary>
    public bool Knows(StateKey user, Timestamp now) => _users.PlaceOf(user, now) >= 0;

    /// <summary>Whether a side of a call is a device that the user has registered, and no server.</summary>
    /// <param name="user">The address-of-record.</param>
    /// <param name="side">The side of the call.</param>
    /// <param name="now">The time.</param>
    public bool IsDevice(StateKey user, in CallParty side, Timestamp now) =>
        _users.PlaceOf(user, now) is >= 0 and var place && _users.At(place).IsAt(side, now);

    /// <summary>Takes in a REGISTER, or an answer to one, that reaches its endpoint; other messages change nothing.</summary>
    public void Observe(in SipPacket packet, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = packet.Message;
        if (message.IsRequest)
        {
            if (message.Method is SipMethod.Register)
            {
                ref var request = ref _requests.GetOrAdd(context.Keys.Transaction(SipMethod.Register), packet.Time, out var isNew);
                if (isNew)
                {
                    request = RegisterRequest.Of(message, packet.Time + s_requestLifetime, _hasher);
                    request.Owner = Judge(packet, context, out var owner) is Takeover.Asked or Takeover.RemovalAsked ? owner : default;
                }
            }
        }
        else if (message.CSeq.Method is SipMethod.Register && message.StatusCode >= 200 && context.IsAnswer(packet))
        {
            ObserveResponse(packet, context);
        }
    }

    /// <summary>Takes away what is over, a part of the table at each call.</summary>
    public void OnTick(Timestamp now)
    {
        const int ticksForAll = 32;
        _users.Sweep(now, _users.Capacity / ticksForAll);
        _requests.Sweep(now, _requests.Capacity / ticksForAll);
        _nonces.Sweep(now, ticksForAll);
    }

    // Every line of credentials has to hold: with two, nobody can say which the registrar reads.
    private Takeover JudgeProof(in SipPacket packet, CallContext context, in RegisteredUser user, int place, in RegisterAim aim)
    {
        ref readonly var binding = ref user[place];
        var message = packet.Message;
        var hasCredentials = false;
        var worst = Takeover.None;
        foreach (var line in message.All(DigestCredentials.HeaderOf(message)))
        {
            var credentials = new DigestCredentials(line.Value);
            if (!credentials.Nonce.IsEmpty)
            {
                hasCredentials = true;
                var nonce = _hasher.Hash(credentials.Nonce);
                var isLast = binding.IsAuthenticated && nonce == binding.Nonce;
                var found = isLast ? JudgeLast(packet, context, user, binding, credentials) : JudgeOther(packet, context, binding, nonce, credentials.NonceCount);
                worst = found > worst ? found : worst;
            }
        }

        return !hasCredentials ? JudgeWithout(packet, binding, aim)
            : worst is Takeover.Moved && !aim.Binds ? Takeover.Certain
            : worst;
    }

    // The nonce that the binding was made with. Without qop it is not counted (RFC 2069): a phone that has moved says what it said before. Some registrars
    // give all that ask within a second the same nonce: what its owner has said with it, anybody can say again.
    private Takeover JudgeLast(in SipPacket packet, CallContext context, in RegisteredUser user, in Binding binding, DigestCredentials credentials)
    {
        var count = credentials.NonceCount;
        var wasGiven = WasGiven(packet, context, binding.Nonce);
        return count > binding.NonceCount || (wasGiven && count == binding.NonceCount && IsAnswerOfItsOwn(credentials, user)) ? Takeover.None
            : wasGiven || (count == 0 && binding.NonceCount == 0) ? Takeover.Moved
            : Takeover.Certain;
    }

    // A phone that has moved goes on with the nonce that it had, whatever request it got it for.
    private Takeover JudgeOther(in SipPacket packet, CallContext context, in Binding binding, StateKey nonce, uint count) =>
        WasGiven(packet, context, nonce) ? Takeover.None
            : !context.Standing.HasAccepted(nonce, context.ToKey, binding.Origin.Address, count, packet.Time) ? Takeover.Certain
            : count > 0 ? Takeover.None
            : Takeover.Moved;

    private bool WasGiven(in SipPacket packet, CallContext context, StateKey nonce) =>
        _nonces.Has(nonce, packet.Origin.Address, packet.Time) || context.Standing.Gave(nonce, packet.Origin.Address, packet.Time);

    // A nonce that two were given is used by both from one on: who only repeats the owner's answer repeats its response.
    private bool IsAnswerOfItsOwn(DigestCredentials credentials, in RegisteredUser user) =>
        RegisterRequest.ResponseOf(credentials, _hasher) is not 0 and var response && !user.HasAnswered(response);

    private Takeover JudgeWithout(in SipPacket packet, in Binding binding, in RegisterAim aim)
    {
        if (binding.IsAuthenticated)
        {
            return aim.Removes ? Takeover.RemovalAsked : Takeover.Asked;
        }

        if (aim.BindsSender && binding.IsOfDevice(aim.CallId, aim.Instance, packet.Origin.Address))
        {
            return Takeover.Moved;
        }

        return !aim.Removes && !packet.Message.Has(DigestCredentials.HeaderOf(packet.Message)) && _registrars.PlaceOf(_hasher.Hash(packet.Target.Address), packet.Time) >= 0 ? Takeover.Asked : Takeover.Certain;
    }

    // A NAT's copy of a REGISTER that passed, where the sensor is on both sides of it.
    private bool IsCopyOfNat(in SipPacket packet, CallContext context)
    {
        ref readonly var first = ref context.Transaction;
        if (!context.HasTransaction || first.WasDropped || !Neighbourhood.AreSidesOfNat(first.Source.Address, first.Started, packet.Source.Address, packet.Time))
        {
            return false;
        }

        var place = _requests.PlaceOf(context.Keys.Transaction(SipMethod.Register), packet.Time);
        return place >= 0 && _requests.At(place).AsksTheSameAs(RegisterRequest.Of(packet.Message, packet.Time, _hasher));
    }

    private void ObserveResponse(in SipPacket packet, CallContext context)
    {
        var place = _requests.PlaceOf(context.Keys.Transaction(SipMethod.Register), packet.Time);
        if (place < 0 || _requests.At(place).IsAnswered)
        {
            // A transaction has one final response (RFC 3261 §17.2.2): another one proves nothing.
            return;
        }

        ref var request = ref _requests.At(place);
        request.IsAnswered = true;
        if (packet.Message.StatusCode is 401 or 407)
        {
            _nonces.OnChallenge(packet.Message, context.Transaction.Origin.Address, packet.Time);
            _registrars.GetOrAdd(_hasher.Hash(context.Transaction.Target.Address), packet.Time, out _).Expires = packet.Time + s_registrarLifetime;
        }
        else if (packet.Message.StatusCode < 300)
        {
            Accept(packet, context, ref request);
        }
    }

    private void Accept(in SipPacket packet, CallContext context, ref RegisterRequest request)
    {
        var address = context.Transaction.Origin.Address;
        ref var user = ref _users.GetOrAdd(context.ToKey, packet.Time, out _);
        request.IsProven = request.HasCredentials && (_nonces.WasIssued(request.Nonce, address, packet.Time) || user.HasProven(request.Nonce));
        var kept = new RegistrationAnswer(packet, context.Transaction.Origin, _hasher).Apply(ref user, request);
        user.Keep(kept);
        if (request.HasCredentials)
        {
            _nonces.Extend(request.Nonce, address, user.Expires, packet.Time);
        }
    }

    private struct Registrar : IEvictable<Registrar>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
