using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>Who is registered where: the bindings of every address-of-record, learnt from what registrars answer.</summary>
public sealed class RegistrationTable : IBoundedState
{
    private static readonly TimeSpan s_requestLifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<RegisteredUser> _users;
    private readonly BoundedTable<RegisterRequest> _requests;
    private readonly NonceTable _nonces;
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
        if (!user.HasOthersThan(packet.Origin, packet.Time))
        {
            return Takeover.None;
        }

        var touched = TouchedBy(packet, user, out var removes);
        var worst = Takeover.None;
        for (var index = 0; index < RegisteredUser.Capacity; index++)
        {
            var found = (touched & (1u << index)) != 0 ? JudgeProof(packet, user[index], removes) : Takeover.None;
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
        var isAnswer = packet.Message.StatusCode is >= 200 and < 300 && context.HasTransaction && context.Transaction.WentTo(packet.Source.Address);
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
        else if (message.CSeq.Method is SipMethod.Register && context.HasTransaction && context.Transaction.WentTo(packet.Source.Address))
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

    private uint TouchedBy(in SipPacket packet, in RegisteredUser user, out bool removes)
    {
        var message = packet.Message;
        var seconds = NamedContact.SecondsOf(message);
        var callId = _hasher.Hash(message.CallId);
        var (touched, devices) = (0u, 0u);
        removes = false;
        for (var place = 0; place < RegisteredUser.Capacity; place++)
        {
            touched |= user[place].CallId == callId && message.CSeq.Number > user[place].CSeq ? 1u << place : 0;
        }

        foreach (var line in message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (NamedContact.IsWildcard(value))
                {
                    touched |= seconds == 0 ? uint.MaxValue : 0;
                    removes |= seconds == 0;
                    continue;
                }

                var contact = NamedContact.Of(value, seconds, _hasher);
                removes |= contact.Seconds == 0;
                for (var place = 0; place < RegisteredUser.Capacity; place++)
                {
                    touched |= user[place].IsContact(contact.Contact) ? 1u << place : 0;
                    devices |= contact.Instance != 0 && contact.Instance == user[place].Instance ? 1u << place : 0;
                }
            }
        }

        var sentBy = packet.Transport is Transport.Udp ? RegisterRequest.SentByOf(message) : 0;
        var others = 0u;
        for (var place = 0; place < RegisteredUser.Capacity; place++)
        {
            if (user[place].IsLive(packet.Time))
            {
                // A device that was restarted behind its NAT is still the same.
                others |= !user[place].IsOf(packet.Origin.Address) || ((devices & (1u << place)) == 0 && user[place].IsNeighbour(packet.Origin, sentBy)) ? 1u << place : 0;
            }
        }

        return (touched | devices) & others;
    }

    // Every line of credentials has to hold: with two, nobody can say which the registrar reads.
    private Takeover JudgeProof(in SipPacket packet, in Binding binding, bool removes)
    {
        var message = packet.Message;
        var hasCredentials = false;
        foreach (var line in message.All(Credentials.HeaderOf(message)))
        {
            if (!Credentials.TryRead(line.Value, _hasher, out var nonce, out var count))
            {
                continue;
            }

            hasCredentials = true;
            var isOwn = _nonces.Has(nonce, packet.Origin.Address, packet.Time);
            var goesOn = binding.IsAuthenticated && nonce == binding.Nonce && count > binding.NonceCount;
            if (!isOwn && !goesOn)
            {
                return Takeover.Certain;
            }
        }

        if (!hasCredentials)
        {
            return !binding.IsAuthenticated ? Takeover.Certain : removes ? Takeover.RemovalAsked : Takeover.Asked;
        }

        return Takeover.None;
    }

    private void ObserveResponse(in SipPacket packet, CallContext context)
    {
        var status = packet.Message.StatusCode;
        var address = context.Transaction.Origin.Address;
        if (status is 401 or 407)
        {
            _nonces.OnChallenge(packet.Message, address, packet.Time);
        }
        else if (status is >= 200 and < 300
            && _requests.PlaceOf(context.Keys.Transaction(SipMethod.Register), packet.Time) is >= 0 and var place)
        {
            ref var request = ref _requests.At(place);
            ref var user = ref _users.GetOrAdd(context.ToKey, packet.Time, out _);
            request.IsProven = request.HasCredentials && (_nonces.WasIssued(request.Nonce, address, packet.Time) || user.HasProven(request.Nonce));
            var kept = new RegistrationAnswer(packet, context.Transaction.Origin, _hasher).Apply(ref user, request);
            user.Keep(kept);
            if (request.HasCredentials)
            {
                _nonces.Extend(request.Nonce, address, user.Expires, packet.Time);
            }
        }
    }
}
