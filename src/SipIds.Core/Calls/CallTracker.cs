using SipIds.Calls.Media;
using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Pipeline.Settings;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The call table cnxmap: calls by Call-ID, transactions by branch, attempts by Call-ID and method. Looked into before a packet is judged, changed only by packets that pass.</summary>
public sealed class CallTracker
{
    // RFC 3261 timers A and E: a request is sent eleven times at the most.
    private const int MaxRetransmissions = 11;

    // The tables are swept once in so many ticks, which come once a second.
    private const int TicksForAll = 64;

    // How long calls are incomplete after a message that nobody can place: longer than nearly every call.
    private static readonly TimeSpan s_cutLifetime = TimeSpan.FromHours(2);

    private static readonly TimeSpan s_attemptLifetime = TimeSpan.FromSeconds(64);

    private readonly CallTableOptions _options;
    private readonly TimeSpan _midstreamGrace;
    private readonly BoundedTable<Call> _calls;
    private readonly BoundedTable<Transaction> _transactions;
    private readonly BoundedTable<RequestAttempt> _attempts;
    private readonly CallTransitions _transitions;
    private readonly BoundedTable<Call>.Expiry _forget;
    private Timestamp _started;
    private Timestamp _blindUntil;
    private Timestamp _cutUntil;
    private long _evictionsSeen;

    /// <summary>An empty table.</summary>
    /// <param name="options">Its capacity and the lifetimes of its states.</param>
    /// <param name="midstreamGrace">How long after the first packet calls are taken as they are found.</param>
    /// <param name="proxies">The proxies whose calls are counted apart.</param>
    /// <param name="hasher">Hashes what calls are looked up by.</param>
    public CallTracker(CallTableOptions options, TimeSpan midstreamGrace, NetPrefixSet proxies, KeyHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _midstreamGrace = midstreamGrace;
        Hasher = hasher;
        _calls = new(options.Capacity);
        _transactions = new(options.Transactions);
        _attempts = new(options.Transactions);
        _transitions = new(options, new(proxies));
        _forget = Forget;
        Context = new(this);
    }

    /// <summary>What the table knows of the message being judged.</summary>
    public CallContext Context { get; }

    /// <summary>What the origins of messages have proved so far.</summary>
    public Standing Standing { get; } = new();

    /// <summary>Hashes values under the same secret as the table.</summary>
    public KeyHasher Hasher { get; }

    /// <summary>Calls that have begun and not ended.</summary>
    public long LiveCalls => _transitions.Load.All;

    /// <summary>What became of the calls so far.</summary>
    public CallStatistics Statistics => _transitions.Statistics;

    /// <summary>Calls given up for want of room.</summary>
    public long CallEvictions => _calls.Evictions;

    /// <summary>Established or ringing calls given up for want of room.</summary>
    public long LiveCallEvictions => _calls.LiveEvictions;

    /// <summary>Live calls that go through a proxy of <c>proxy_ip</c>, which is one of two addresses; all live calls where none is named.</summary>
    /// <param name="source">Where an INVITE came from.</param>
    /// <param name="target">Where it goes to.</param>
    /// <param name="proxy">The proxy; none where none is named.</param>
    public long LiveCallsThrough(NetAddress source, NetAddress target, out NetAddress proxy) => _transitions.Load.Through(source, target, out proxy);

    /// <summary>Counts the calls through these proxies apart from now on.</summary>
    internal void SetProxies(NetPrefixSet proxies) => _transitions.Load.Proxies = proxies;

    /// <summary>How full the tables are.</summary>
    internal IEnumerable<TableFill> Tables => [TableFill.Of("calls", _calls), TableFill.Of("transactions", _transactions), TableFill.Of("attempts", _attempts)];

    /// <summary>Finds what is known of a message, and tells a new attempt from a repeated one.</summary>
    internal void Look(in SipPacket packet)
    {
        var context = Context;
        var now = packet.Time;
        context.Clear();
        if (_started == default)
        {
            _started = now;
        }

        context.IsMidstream = now < _started + _midstreamGrace;
        context.IsCut = now < _cutUntil;
        context.IsBlind = context.IsMidstream || context.IsCut || now < _blindUntil;
        if (packet.Status is not SipParseStatus.Ok)
        {
            return;
        }

        var message = packet.Message;
        context.Keys = MessageKeys.Of(message, Hasher);
        context.CallPlace = _calls.PlaceOf(context.Keys.Call, now);
        context.FromKey = KeyOf(message.From.Uri);
        context.ToKey = KeyOf(message.To.Uri);
        if (message.IsRequest)
        {
            LookAtRequest(packet, context);
        }
        else
        {
            context.TransactionPlace = _transactions.PlaceOf(context.Keys.Transaction(message.CSeq.Method), now);
        }
    }

    /// <summary>Takes in a message that reaches its endpoint.</summary>
    internal void Observe(in SipPacket packet)
    {
        if (packet.Status is not SipParseStatus.Ok)
        {
            return;
        }

        var context = Context;
        if (packet.Message.IsRequest)
        {
            ObserveRequest(packet, context);
        }
        else
        {
            ObserveResponse(packet, context);
        }

        if (_calls.Evictions + _transactions.Evictions != _evictionsSeen)
        {
            _evictionsSeen = _calls.Evictions + _transactions.Evictions;
            BeBlindUntil(packet.Time + _options.WaitFinal);
        }
    }

    /// <summary>Takes note of a message that does not reach its endpoint: only so that an answer to it is not taken for one to nothing.</summary>
    internal void ObserveDropped(in SipPacket packet)
    {
        if (packet.Status is not SipParseStatus.Ok || !packet.Message.IsRequest || packet.Message.Method is SipMethod.Ack)
        {
            return;
        }

        // A forged request takes nothing away from the one that it copies.
        if (_transactions.PlaceOf(Context.Keys.Transaction(packet.Message.CSeq.Method), packet.Time) < 0)
        {
            _ = Remember(packet, Context, wasDropped: true);
        }
    }

    /// <summary>Takes in a message whose headers a snap length cut, as far as it says where it belongs.</summary>
    internal void ObserveCut(in SipPacket packet)
    {
        _cutUntil = packet.Time + s_cutLifetime;
        if (packet.Status is SipParseStatus.Ok && CutMessage.IsIdentified(packet.Message))
        {
            Observe(packet);
        }
    }

    /// <summary>Counts the live calls one by one: what <see cref="LiveCalls"/> is to be.</summary>
    internal long CountLive()
    {
        var live = 0L;
        for (var place = 0; place < _calls.Capacity; place++)
        {
            live += _calls.At(place).IsLive ? 1 : 0;
        }

        return live;
    }

    /// <summary>Takes away what is over, a part of the tables at each call.</summary>
    internal void OnTick(Timestamp now)
    {
        _calls.Sweep(now, _calls.Capacity / TicksForAll, _forget);
        _transactions.Sweep(now, _transactions.Capacity / TicksForAll);
        _attempts.Sweep(now, _attempts.Capacity / TicksForAll);
    }

    /// <summary>The key of a URI as users are counted by: user part and host, the user however it is escaped, the host in any case (RFC 3261 §19.1.4).</summary>
    public StateKey KeyOf(SipUri uri)
    {
        var user = uri.User.Contains((byte)'%') ? Hasher.HashUnescaped(uri.User) : Hasher.Hash(uri.User);
        return user.With(uri.Host is [(byte)'[', ..] && NetAddress.TryParse(uri.Host, out var address)
            ? Hasher.Hash(address)
            : Hasher.HashIgnoreCase(uri.Host));
    }

    internal ref readonly Call CallAt(int place) => ref place >= 0 ? ref _calls.At(place) : ref Nothing<Call>.Known[0];

    internal ref readonly Transaction TransactionAt(int place) => ref place >= 0 ? ref _transactions.At(place) : ref Nothing<Transaction>.Known[0];

    internal int PlaceOfTransaction(StateKey key, Timestamp now) => _transactions.PlaceOf(key, now);

    internal TimeSpan SinceFinal(in Transaction transaction, Timestamp now) => now - transaction.Expires + _options.Ended;

    /// <summary>Whether the tags of an in-dialog message are not another dialog's, as far as those of the call are known.</summary>
    internal static bool MayBelong(in Call call, in MessageKeys keys) => call.CalleeTags.Count == 0 || TagsMatch(call, keys);

    internal static bool TagsMatch(in Call call, in MessageKeys keys)
    {
        if (call.Is(CallFlags.TagsUnknown))
        {
            return true;
        }

        return (keys.FromTag == call.CallerTag && call.CalleeTags.Has(keys.ToTag))
            || (keys.ToTag == call.CallerTag && call.CalleeTags.Has(keys.FromTag));
    }

    private void LookAtRequest(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        var now = packet.Time;
        var own = method is SipMethod.Ack ? -1 : _transactions.PlaceOf(context.Keys.Transaction(packet.Message.CSeq.Method), now);
        if (own >= 0)
        {
            ref readonly var transaction = ref _transactions.At(own);
            context.IsRetransmission = !transaction.WasDropped && transaction.Source == packet.Source && transaction.Retransmissions < MaxRetransmissions;
        }

        context.TransactionPlace = method is SipMethod.Ack or SipMethod.Cancel ? _transactions.PlaceOf(context.Keys.Transaction(SipMethod.Invite), now) : own;
        if (!context.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            context.IsNewAttempt = CountAttempt(packet, context, isFurtherBranch: own < 0 && HasFurtherVia(packet.Message));
        }
    }

    // To stays the same on all hops; a sender that changes it sends something else.
    private static StateKey AttemptKey(CallContext context, SipMethod method) => context.Keys.Call.With(context.ToKey).With((ulong)method);

    // Attempts are counted whether they pass or not: what is dropped is sent again, and is no new attempt then.
    private bool CountAttempt(in SipPacket packet, CallContext context, bool isFurtherBranch)
    {
        var message = packet.Message;
        var cseq = message.CSeq.Number;
        ref var attempt = ref _attempts.GetOrAdd(AttemptKey(context, message.Method), packet.Time, out var isFirst);
        attempt.Expires = packet.Time + s_attemptLifetime;
        if (isFirst || cseq > attempt.CSeq)
        {
            var isRepeat = !isFirst && attempt.ChallengedCSeq != 0 && HasCredentials(message);
            attempt.CSeq = cseq;
            attempt.ChallengedCSeq = 0;
            attempt.Repeats = 0;
            attempt.Branches = 1;
            attempt.BranchesSince = packet.Time;
            context.Branches = 1;
            attempt.Path = default;
            _ = attempt.Path.TryAdd(packet.Source);
            _ = attempt.Path.TryAdd(packet.Target);
            return !isRepeat;
        }

        // A keep-alive that bears one CSeq for ever does not come round: a request goes all its ways within the life of its transactions.
        if (packet.Time > attempt.BranchesSince + s_attemptLifetime)
        {
            attempt.Branches = 0;
            attempt.BranchesSince = packet.Time;
        }

        attempt.Branches = (byte)Math.Min(attempt.Branches + (isFurtherBranch ? 1 : 0), byte.MaxValue);
        context.Branches = attempt.Branches;

        // A retransmission comes from the same place, a further hop from where the request was sent to.
        var isKnown = attempt.Path.HasAddress(packet.Source.Address) && attempt.Repeats < MaxRetransmissions;
        if (isKnown)
        {
            attempt.Repeats += attempt.Path.First.Address == packet.Source.Address ? (byte)1 : (byte)0;
            _ = attempt.Path.TryAdd(packet.Target);
        }

        return !isKnown;
    }

    private void ObserveRequest(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        if (context.IsRetransmission)
        {
            ref var known = ref _transactions.GetOrAdd(context.Keys.Transaction(packet.Message.CSeq.Method), packet.Time, out _);
            known.Retransmissions++;
            known.Heard = packet.Time;
            known.OtherTarget = known.Target.Address == packet.Target.Address ? known.OtherTarget : packet.Target.Address;
            return;
        }

        var isFirst = method is not SipMethod.Ack && Remember(packet, context, wasDropped: false);

        if (method is SipMethod.Invite && !context.IsInDialog)
        {
            ref var call = ref _calls.GetOrAdd(context.Keys.Call, packet.Time, out var isNew, _forget);
            context.CallPlace = _calls.PlaceOf(ref call);
            _transitions.OnInvite(ref call, isNew, isCopy: !isFirst, packet, context);
        }
        else if (context.HasCall)
        {
            _transitions.OnRequest(ref _calls.At(context.CallPlace), packet, context);
        }
        else if (context.IsInDialog && context.IsBlind && IsOfCall(method))
        {
            ref var call = ref _calls.GetOrAdd(context.Keys.Call, packet.Time, out _, _forget);
            context.CallPlace = _calls.PlaceOf(ref call);
            _transitions.Adopt(ref call, packet, context);
        }
    }

    // What was given up may be heard of again for as long as it would have lived.
    private void Forget(in Call replaced)
    {
        _transitions.Forget(replaced);
        if (replaced.Rank > 1)
        {
            BeBlindUntil(replaced.Expires);
        }
    }

    private void BeBlindUntil(Timestamp end) => _blindUntil = end > _blindUntil ? end : _blindUntil;

    // Behind the first hop: what a client sends again and again by itself is no loop.
    private static bool HasFurtherVia(in SipMessage message) =>
        message.IsRepeated(SipHeaderId.Via) || message.ValueOf(SipHeaderId.Via).Length > message.Via.Text.Length;

    private static bool IsOfCall(SipMethod method) =>
        method is SipMethod.Invite or SipMethod.Update or SipMethod.Ack or SipMethod.Bye or SipMethod.Prack or SipMethod.Info;

    // Returns false for a copy: who repeats a request from elsewhere does not come into its possession.
    private bool Remember(in SipPacket packet, CallContext context, bool wasDropped)
    {
        var message = packet.Message;
        var isInvite = message.Method is SipMethod.Invite;
        ref var transaction = ref _transactions.GetOrAdd(context.Keys.Transaction(message.CSeq.Method), packet.Time, out var isNew);
        if (!isNew && !transaction.WasDropped)
        {
            return false;
        }

        transaction = new()
        {
            Method = message.Method,
            HasCredentials = HasCredentials(message),
            IsInDialog = context.IsInDialog,
            WasDropped = wasDropped,
            Started = packet.Time,
            Heard = packet.Time,
            Expires = packet.Time + (isInvite ? _options.WaitFinal : _options.Ended),
            Source = packet.Source,
            Target = packet.Target,
            Origin = packet.Origin,
            From = context.FromKey,
            To = context.ToKey,
            Offer = OfferAnswer.OfferOf(message),
        };
        return true;
    }

    private void ObserveResponse(in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        var isFirstFinal = status >= 200;
        if (context.HasTransaction)
        {
            ref var transaction = ref _transactions.At(context.TransactionPlace);
            isFirstFinal &= transaction.FinalStatus == 0;
            transaction.Heard = packet.Time;
            if (status >= 200)
            {
                transaction.FinalStatus = (short)status;
                transaction.Expires = packet.Time + _options.Ended;
            }
            else if (transaction.Method is SipMethod.Invite)
            {
                transaction.Expires = packet.Time + _options.Early;
            }

            if (status is 401 or 407)
            {
                Challenge(context, transaction.Method, message.CSeq.Number, packet.Time);
            }
        }

        // A response to nothing that was asked reaches nobody; one to what was dropped is there only in the replay of a capture.
        if (context.HasCall && (context.HasTransaction ? !context.Transaction.WasDropped : context.IsBlind))
        {
            _transitions.OnResponse(ref _calls.At(context.CallPlace), packet, context, isFirstFinal);
        }
    }

    private void Challenge(CallContext context, SipMethod method, uint cseq, Timestamp now)
    {
        var place = _attempts.PlaceOf(AttemptKey(context, method), now);
        if (place >= 0 && _attempts.At(place).CSeq == cseq)
        {
            _attempts.At(place).ChallengedCSeq = cseq;
        }
    }

    private static bool HasCredentials(in SipMessage message) => message.Has(SipHeaderId.Authorization) || message.Has(SipHeaderId.ProxyAuthorization);

    private static class Nothing<T>
        where T : struct
    {
        public static readonly T[] Known = new T[1];
    }
}
