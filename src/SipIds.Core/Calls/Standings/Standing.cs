using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What the origins of messages have proved so far: who can receive at an address, act as a user, or place calls without a password. It decides whom a drop may hit.</summary>
/// <remarks>Learnt only from packets that pass, and never from a response alone: one counts that comes from where its request went, fits an open transaction and is its first final response.</remarks>
public sealed class Standing : ILearner
{
    private const int TicksForAll = 64;

    // What lives for a day need not be looked at every minute.
    private const int TicksForDays = 1024;
    private const int ForgedFactor = 4;
    private const ulong TagKind = 2;

    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    private readonly UserTable _users;
    private readonly OriginTable _origins;
    private readonly ChallengeTable _challenges;
    private readonly AccountNames _accounts;
    private readonly KeyHasher _hasher;
    private readonly TimeSpan _lifetime;
    private readonly TimeSpan _period;
    private readonly Sides _sides;
    private NetPrefixSet _peers = NetPrefixSet.Empty;
    private TimeSpan _grace;
    private Timestamp _started;
    private Timestamp _now;

    /// <summary>Nobody has proved anything yet.</summary>
    /// <param name="options">How much there is room for.</param>
    /// <param name="grace">How long after the first packet nobody is a stranger to be cut for others.</param>
    /// <param name="period">Over how long thresholds count.</param>
    /// <param name="hasher">Hashes what is looked up.</param>
    public Standing(StandingOptions options, TimeSpan grace, TimeSpan period, KeyHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(options);
        _users = new(options.Users, options.Lifetime, period, hasher);
        _origins = new(options.Origins, period, hasher);
        _challenges = new(options.Challenges, hasher);
        _accounts = new(options.Users);
        _hasher = hasher;
        _lifetime = options.Lifetime;
        _period = period;
        _sides = new(_origins.Records, hasher);
        _grace = grace;
    }

    /// <summary>Whether the sensor has not watched for long enough to know who is a stranger (<c>standing_grace</c>).</summary>
    public bool IsNew => _now < _started + _grace;

    internal IEnumerable<TableFill> Tables => [_users.Fill, _origins.Fill];

    /// <summary>Whether something that went to this address alone came back from there, so that it is no forged source.</summary>
    public bool IsReachable(NetAddress address, Timestamp now) => _origins.IsReachable(address, now);

    /// <summary>Whether a server accepted a request of this user from this address that answered its challenge.</summary>
    public bool IsProven(StateKey user, NetAddress address, Timestamp now) => _users.IsByPassword(user, address, now);

    /// <summary>Whether some user has registered from this address, with a password or without.</summary>
    public bool HasRegistered(NetAddress address, Timestamp now) => _origins.HasRegistered(address, now);

    /// <summary>Whether some user has proved a password at this address.</summary>
    public bool HasAccount(NetAddress address, Timestamp now) => _origins.HasAccount(address, now);

    /// <summary>Whether the address places calls without a password: named in <c>peers</c>, or learnt from twenty answered calls with five users in a day, some of them begun by our side.</summary>
    public bool IsPeer(NetAddress address, Timestamp now) => (_peers.Count > 0 && _peers.Contains(address)) || _origins.IsPeer(address, now);

    /// <summary>Whether a call of this address was answered in the last day.</summary>
    public bool WasAnswered(NetAddress address, Timestamp now) => AnsweredCalls(address, now) > 0;

    /// <summary>How many calls that this address began or took were answered in the last day.</summary>
    public long AnsweredCalls(NetAddress address, Timestamp now) => _origins.AnsweredCalls(address, now);

    /// <summary>Whether anything was proved at this address in the last day: a password, a value that came back, a call that was answered.</summary>
    public bool IsHeardOf(NetAddress address, Timestamp now) => _origins.IsHeardOf(address, now);

    /// <summary>Whether others than the sender of one packet rely on an address: users registered or proved a password there, it is a peer, or a server that asks for passwords.</summary>
    public bool IsReliedOn(NetAddress address, Timestamp now) => _origins.HasRegistered(address, now) || IsPeer(address, now) || _origins.Challenges(address, now);

    /// <summary>Whether a rejection of a request's credentials says that the password was wrong, and not only that its nonce was too old.</summary>
    public bool IsWrongPassword(in Transaction request, Timestamp now) =>
        request.Nonce == default || _challenges.IsWrongPassword(request.Nonce, request.Origin.Address, request.Method is SipMethod.Register ? request.To : request.From, now);

    /// <summary>Whether a server gave a nonce to an address and to nobody else, in an answer to whatever request.</summary>
    internal bool Gave(StateKey nonce, NetAddress address, Timestamp now) => (_challenges.MeritOf(nonce, address, default, now) & CredentialMerit.ReturnsNonce) != CredentialMerit.None;

    /// <summary>Whether a server has taken a user's credentials with a nonce from an address, for whatever request, and this count was not used there.</summary>
    internal bool HasAccepted(StateKey nonce, StateKey user, NetAddress address, long count, Timestamp now) => _challenges.HasAccepted(nonce, address, user, count, now);

    /// <summary>How a request counts against the limit of the user in whose name it is sent.</summary>
    /// <param name="packet">A request.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="count">How many were counted for the user, this one included.</param>
    /// <param name="limit">The limit.</param>
    public OriginStanding AsUser(in SipPacket packet, CallContext context, long count, long limit)
    {
        ArgumentNullException.ThrowIfNull(context);
        var place = _users.PlaceOfSettled(context.UserKey, packet.Origin.Address, packet.Time);
        return IsPeer(packet.Origin.Address, packet.Time) ? OfPeer(packet, context, limit)
            : place >= 0 ? OfUser(packet, context, _users.Records.At(place), count, limit)
            : _origins.IsRinger(packet.Origin.Address, packet.Time) && IsDelivery(packet) ? OriginStanding.Spared
            : packet.Message.Method is SipMethod.Register && _accounts.TryMove(context.UserKey, context.CallKey, packet.Time) ? OriginStanding.Spared
            : OriginStanding.Stranger;
    }

    /// <summary>How a request counts against the limit of whomever it is sent to.</summary>
    /// <param name="packet">A request.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="count">How many were counted for them, this one included.</param>
    /// <param name="limit">The limit.</param>
    public OriginStanding AsCaller(in SipPacket packet, CallContext context, long count, long limit)
    {
        var standing = AsUser(packet, context, count, limit);
        return standing is not OriginStanding.Stranger || !_origins.IsKnown(packet.Origin.Address, packet.Time) ? standing
            : IsOwn(packet, context) ? OriginStanding.Own
            : OriginStanding.Known;
    }

    /// <summary>Whether a response says that a server has taken a request's credentials (RFC 3261 §22): what it refuses for another reason it may refuse before it looks at them.</summary>
    public static bool Accepts(SipMethod method, int status) =>
        method is SipMethod.Register ? status is >= 200 and < 300 : status is (>= 180 and < 300) or 486 or 487 or >= 600;

    /// <summary>Whether a request certainly comes from its origin: over a connection of its own, or with a nonce that went there alone.</summary>
    public static bool IsOwn(in SipPacket packet, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (packet.Decoded.IsSourceProven && packet.Origin == packet.Source) || (context.Credentials.Merit & CredentialMerit.ReturnsNonce) != CredentialMerit.None;
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
    {
        TableImage.Save(_users.Records, _now, output);
        TableImage.Save(_origins.Records, _now, output);
    }

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault)
    {
        if (!TableImage.TryRestore(_users.Records, ref saved, out fault) || !TableImage.TryRestore(_origins.Records, ref saved, out fault))
        {
            return false;
        }

        // What is known of the customers is known: a restart makes nobody a stranger. Doors have other numbers after one.
        _grace = TimeSpan.Zero;
        _sides.Forget();
        return true;
    }

    /// <summary>Goes on with other settings.</summary>
    internal void Change(CallSettings settings)
    {
        _peers = settings.Peers;
        _sides.Change(settings);
    }

    /// <summary>Whether a packet comes in by another door than the address that it names as its source.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="request">Where it is a response, its request's transaction.</param>
    internal bool IsFromWrongSide(in SipPacket packet, in Transaction request) => packet.Decoded.Frame.Ingress != 0 && _sides.IsWrong(packet, request);

    internal CredentialFacts FactsOf(in SipPacket packet, CallContext context) => CredentialFacts.Of(packet, context, _challenges, _accounts, _hasher);

    /// <summary>Sets the clock.</summary>
    internal void Begin(Timestamp now)
    {
        _started = _started == default ? now : _started;
        _now = now > _now ? now : _now;
    }

    internal void OnTick(Timestamp now)
    {
        _users.Sweep(now, TicksForDays);
        _origins.Sweep(now, TicksForDays);
        _challenges.Sweep(now, TicksForAll);
        _accounts.Sweep(now, TicksForDays);
    }

    /// <summary>Takes in a request that passes.</summary>
    /// <param name="packet">The request.</param>
    /// <param name="context">What is known of it, the INVITE's transaction for an ACK.</param>
    internal void OnRequest(in SipPacket packet, CallContext context)
    {
        var address = packet.Origin.Address;
        _sides.OnPacket(packet);
        if (context.HasCredentials)
        {
            _challenges.OnUsed(context.Credentials.Nonce, address, context.Credentials.NonceCount, packet.Time);
        }

        if (IsOwn(packet, context))
        {
            _origins.OnReached(address, packet.Time);
        }
        else if (packet.Message.Method is SipMethod.Ack)
        {
            OnAck(packet, context, address);
        }
    }

    /// <summary>Takes in a response that passes and comes from where its request went.</summary>
    /// <param name="packet">The response.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="request">Its request's transaction, before the response changed it.</param>
    internal void OnResponse(in SipPacket packet, CallContext context, ref Transaction request)
    {
        var status = packet.Message.StatusCode;
        _sides.OnAnswer(packet, request);
        if (request.FinalStatus != 0)
        {
            Revoke(packet, context, request);
            return;
        }

        if (status >= 200)
        {
            request.FinalDigest = DigestOf(packet);
            request.IsTagComputable = _challenges.Tokens.IsComputable(packet.Source.Address, TagKind, packet.Message.To.Tag, packet.Time);
        }

        if (status is 401 or 407)
        {
            request.GivenNonce = OnChallenge(packet, context, request);
        }
        else if (request.IsAcceptable && Accepts(request.Method, status))
        {
            OnProof(packet, context, request);
        }

        if (status is >= 200 and < 300)
        {
            OnSuccess(context, packet, request);
        }
    }

    // What nobody can have forged is the peer's own, and so is everything once it has acknowledged more than the limit allows. What a server delivers
    // to a phone at its own address was judged when it came in.
    private OriginStanding OfPeer(in SipPacket packet, CallContext context, long limit) =>
        !IsDelivery(packet)
        && (IsOwn(packet, context) || _origins.Acknowledged(packet.Origin.Address, packet.Time) > limit)
            ? OriginStanding.Own
            : OriginStanding.Spared;

    private bool IsDelivery(in SipPacket packet) =>
        NetAddress.TryParse(packet.Message.RequestUri.Host, out var host) && host == packet.Target.Address
        && HasRegistered(host, packet.Time);

    // Where the server asks this user for a password, what bears none only asks for a challenge: whoever forges it gets nothing.
    private OriginStanding OfUser(in SipPacket packet, CallContext context, ProvenUser user, long count, long limit)
    {
        var method = packet.Message.Method;
        var isHarmless = user.IsByPassword && (method is SipMethod.Register || _origins.Challenges(packet.Target.Address, packet.Time));
        var isCounted = method is SipMethod.Invite or SipMethod.Register or SipMethod.Message or SipMethod.Subscribe or SipMethod.Publish;
        var isForgeable = isHarmless || (isCounted && count <= ForgedFactor * limit && user.Acknowledged.Read(packet.Time, _period) <= limit);
        return !IsOwn(packet, context) && isForgeable ? OriginStanding.Spared : OriginStanding.Own;
    }

    // A server's own refusal is acknowledged with the tag that went to this address alone (RFC 3261 §17.1.1.3). A callee's tag may be an accomplice's.
    private void OnAck(in SipPacket packet, CallContext context, NetAddress address)
    {
        var isRefusal = context.AcknowledgesRefusal && context.Transaction.Source.Address == packet.Source.Address;
        var isAnswer = !context.HasTransaction && context.HasCall && context.TagsMatch && !context.Call.Is(CallFlags.ComputableTag);
        if (!isRefusal && !isAnswer)
        {
            return;
        }

        _origins.OnAcknowledged(address, isRefusal, packet.Time);
        _users.OnAcknowledged(context.FromKey, address, packet.Time);
    }

    private StateKey OnChallenge(in SipPacket packet, CallContext context, in Transaction request)
    {
        var isOfOther = request.IsForwarded && request.Method is not SipMethod.Register;
        var nonce = _challenges.OnChallenge(packet.Message, packet.Source.Address, request.Origin.Address, context.CallKey, isOfOther, packet.Time);
        return nonce;
    }

    private void OnProof(in SipPacket packet, CallContext context, in Transaction request)
    {
        var address = request.Origin.Address;
        var isRegister = request.Method is SipMethod.Register;
        var user = isRegister ? request.To : request.From;
        var proof = context.Keys.Transaction(request.Method);
        _users.Prove(user, address, proof, packet.Time);
        if ((request.Merit & CredentialMerit.ReturnsNonce) != CredentialMerit.None)
        {
            _origins.OnAccount(address, packet.Time, _lifetime);
        }

        _challenges.OnAccepted(request.Nonce, address, user, packet.Time, _lifetime);
        if (!isRegister)
        {
            _origins.OnChallenger(packet.Source.Address, proof.Low, packet.Time);
        }
    }

    private void OnSuccess(CallContext context, in SipPacket packet, in Transaction request)
    {
        if (request.Method is SipMethod.Register)
        {
            _origins.OnRegistered(request.Origin.Address, packet.Time);
            if ((request.Merit & CredentialMerit.Proof) != CredentialMerit.Proof)
            {
                _ = _users.Accept(request.To, request.Origin.Address, packet.Time);
            }

            var byPassword = (request.Merit & CredentialMerit.AnswersTwin) != CredentialMerit.None;
            _accounts.Accept(request.To, context.CallKey, request.Username, byPassword, packet.Time, s_day);
        }
        else if (request.Method is SipMethod.Invite && !request.IsInDialog && context.HasCall)
        {
            _origins.OnAnsweredCall(request.Origin.Address, request.Uri.Low, packet.Source.Address, request.From.Low, packet.Time);
        }
    }

    // One server that gives two different final answers gave one of them only in its name: neither proves anything.
    private void Revoke(in SipPacket packet, CallContext context, in Transaction request)
    {
        if (packet.Message.StatusCode < 200 || request.FinalDigest == DigestOf(packet))
        {
            return;
        }

        var origin = request.Origin.Address;
        _challenges.Revoke(request.GivenNonce, origin, packet.Time);
        var proof = context.Keys.Transaction(request.Method);
        _origins.RevokeChallenger(packet.Source.Address, proof.Low, packet.Time);
        _users.Revoke(request.Method is SipMethod.Register ? request.To : request.From, origin, proof, packet.Time);
    }

    // The Via changes on no hop of one transaction, and a copy is the same to the last byte.
    private ulong DigestOf(in SipPacket packet) => _hasher.Hash(packet.Payload).Low;
}
