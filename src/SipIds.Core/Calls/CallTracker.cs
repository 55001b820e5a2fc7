using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The call table cnxmap: calls by Call-ID, transactions by branch, attempts by Call-ID and method. Looked into before a packet is judged, changed only by packets that pass.</summary>
public sealed class CallTracker
{
    // The tables are swept once in so many ticks, which come once a second.
    private const int TicksForAll = 64;

    private readonly BoundedTable<Call> _calls;
    private readonly TransactionTable _transactions;
    private readonly Blindness _blindness;
    private readonly AttemptTable _attempts;
    private readonly CallTransitions _transitions;
    private readonly EmergencyCalls _emergencies;
    private readonly DroppedCalls _dropped;
    private readonly BoundedTable<Call>.Expiry _forget;

    /// <summary>An empty table.</summary>
    /// <param name="options">Its capacity and the lifetimes of its states.</param>
    /// <param name="midstreamGrace">How long after the first packet calls are taken as they are found.</param>
    /// <param name="proxies">The proxies whose calls are counted apart.</param>
    /// <param name="hasher">Hashes what calls are looked up by.</param>
    /// <param name="standing">What the origins of messages have proved; by default one that knows nobody.</param>
    public CallTracker(CallTableOptions options, TimeSpan midstreamGrace, NetPrefixSet proxies, KeyHasher hasher, Standing? standing = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Standing = standing ?? new(new(), TimeSpan.Zero, TimeSpan.FromMinutes(1), hasher);
        Hasher = hasher;
        _calls = new(options.Capacity);
        _attempts = new(options.Transactions);
        _transitions = new(options, new(proxies));
        _emergencies = new(hasher);
        _dropped = new(Math.Max(options.Transactions / 8, 64), options.Active);
        Visibility = new(options.Transactions / 2, Math.Max(options.Transactions / 16, 64), hasher);
        _transactions = new(options, Visibility, hasher);
        _blindness = new(midstreamGrace, options.WaitFinal);
        _forget = Forget;
        Context = new(this);
    }

    /// <summary>What the table knows of the message being judged.</summary>
    public CallContext Context { get; }

    /// <summary>What the origins of messages have proved so far.</summary>
    public Standing Standing { get; }

    /// <summary>Which directions the sensor sees.</summary>
    public Visibility Visibility { get; }

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

    /// <summary>Goes on with other settings.</summary>
    internal void Change(CallSettings settings)
    {
        _transitions.Load.Proxies = settings.Proxies;
        _emergencies.Change(settings.Emergency, settings.EmergencyRate);
        Standing.Change(settings);
    }

    /// <summary>Whether an address is in <c>proxy_ip</c>.</summary>
    internal bool IsOurProxy(NetAddress address) => _transitions.Load.Proxies.Contains(address);

    /// <summary>Whether a message belongs to a call whose INVITE was dropped.</summary>
    internal bool FollowsDropped(in SipPacket packet, CallContext context) => !context.HasCall && _dropped.Has(context.Keys.Call, packet);

    /// <summary>How full the tables are.</summary>
    internal IEnumerable<TableFill> Tables => [TableFill.Of("calls", _calls), _transactions.Fill, TableFill.Of("attempts", _attempts.Table), Visibility.Fill, .. Standing.Tables];

    /// <summary>Finds what is known of a message, and tells a new attempt from a repeated one. Changes nothing.</summary>
    internal void LookUp(in SipPacket packet)
    {
        var context = Context;
        var now = packet.Time;
        context.Clear();
        Standing.Begin(now);
        _blindness.Tell(context, now);
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
            context.UriKey = KeyOf(message.RequestUri);
            context.UserKey = message.Method is SipMethod.Register ? context.ToKey : context.FromKey;
            context.HasCredentials = HasCredentials(message);
            context.Credentials = context.HasCredentials ? Standing.FactsOf(packet, context) : default;
            LookAtRequest(packet, context);
            context.IsEmergency = _emergencies.Exempts(packet, context);
        }
        else
        {
            context.TransactionPlace = _transactions.PlaceOf(context.Keys.Transaction(message.CSeq.Method), now);
        }

        context.IsFromWrongSide = Standing.IsFromWrongSide(packet, context.Transaction);
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

        _blindness.OnEvictions(_calls.Evictions, _transactions.Evictions, packet.Time);
    }

    /// <summary>Takes note of a message that does not reach its endpoint: only so that an answer to it is not taken for one to nothing.</summary>
    /// <param name="packet">The message.</param>
    /// <param name="byVerdict">Whether a verdict dropped it, under which its copies fall, and not its receiver, who would take one that is in order.</param>
    /// <param name="refusedWith">The status code that its sender was told; 0 if none.</param>
    internal void ObserveDropped(in SipPacket packet, bool byVerdict = true, int refusedWith = 0)
    {
        if (packet.Status is not SipParseStatus.Ok || packet.Message.Method is SipMethod.Ack)
        {
            return;
        }

        if (!packet.Message.IsRequest)
        {
            if (packet.Message.StatusCode >= 200 && !Context.HasTransaction)
            {
                // Its request may come yet, and shows that answers are seen first.
                Visibility.ObserveUnasked(Context.Keys.Transaction(packet.Message.CSeq.Method), packet);
            }

            return;
        }

        if (packet.Message.Method is SipMethod.Invite && !Context.IsInDialog && !Context.HasCall)
        {
            _dropped.Add(Context.Keys.Call, packet);
        }

        _transactions.RememberDropped(packet, Context, byVerdict, refusedWith);
    }

    /// <summary>Takes note that a request which was observed passed for <c>action_drop: shadow</c> alone: its copies would fall under the same verdict.</summary>
    internal void ObserveRehearsed(in SipPacket packet)
    {
        if (packet.Status is SipParseStatus.Ok && packet.Message.IsRequest && packet.Message.Method is not SipMethod.Ack)
        {
            _transactions.RememberRehearsed(packet, Context);
        }
    }

    /// <summary>Takes in a message whose headers a snap length cut, as far as it says where it belongs.</summary>
    internal void ObserveCut(in SipPacket packet)
    {
        _blindness.OnCut(packet.Time);
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
        _transactions.Sweep(now, TicksForAll);
        _attempts.Table.Sweep(now, _attempts.Table.Capacity / TicksForAll);
        Standing.OnTick(now);
        _dropped.OnTick(now, TicksForAll);
        Visibility.OnTick(now);
    }

    /// <summary>The key of a URI as users are counted by: user part and host, the user however it is escaped, the host in any case (RFC 3261 §19.1.4).</summary>
    public StateKey KeyOf(SipUri uri) => KeyOf(AccountIn(uri.User), uri.Host);

    /// <summary>The key of the URI of a user at a host.</summary>
    public StateKey KeyOf(ReadOnlySpan<byte> user, ReadOnlySpan<byte> host)
    {
        var key = user.Contains((byte)'%') ? Hasher.HashUnescaped(user) : Hasher.Hash(user);
        return key.With(host is [(byte)'[', ..] && NetAddress.TryParse(host, out var address)
            ? Hasher.Hash(address)
            : Hasher.HashIgnoreCase(host));
    }

    // What follows a semicolon says how to reach the user, and not who it is (RFC 3261 §19.1.6).
    private static ReadOnlySpan<byte> AccountIn(ReadOnlySpan<byte> user) => user.IndexOf((byte)';') is > 0 and var end ? user[..end] : user;

    /// <summary>The call with this key of its Call-ID; an <see cref="CallState.Inactive"/> one if none is known.</summary>
    internal ref readonly Call Find(StateKey callId, Timestamp now) => ref CallAt(_calls.PlaceOf(callId, now));

    internal ref readonly Call CallAt(int place) => ref place >= 0 ? ref _calls.At(place) : ref Nothing<Call>.Known[0];

    internal ref readonly Transaction TransactionAt(int place) => ref place >= 0 ? ref _transactions.At(place) : ref Nothing<Transaction>.Known[0];

    internal int PlaceOfTransaction(StateKey key, Timestamp now) => _transactions.PlaceOf(key, now);

    internal TimeSpan SinceFinal(in Transaction transaction, Timestamp now) => _transactions.SinceFinal(transaction, now);

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
        var own = _transactions.LookUp(packet, context);
        if (!context.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            _attempts.LookUp(packet, context, isFurtherBranch: own < 0 && HasFurtherVia(packet.Message));
        }
    }

    private void ObserveRequest(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        Standing.OnRequest(packet, context);
        if (!context.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            _attempts.Observe(packet, context);
        }

        if (context.IsRetransmission)
        {
            _transactions.OnRetransmission(packet, context);
            return;
        }

        // What the INVITE is a copy of, read before it is remembered itself.
        Visibility.Observe(packet, hasAnswered: false);
        ref readonly var known = ref context.Transaction;
        var earlier = known.WasDropped ? default : new EarlierCopy(known.Source, known.Started);
        _ = method is not SipMethod.Ack && _transactions.Remember(packet, context, wasDropped: false);

        if (method is SipMethod.Invite && !context.IsInDialog)
        {
            ref var call = ref _calls.GetOrAdd(context.Keys.Call, packet.Time, out var isNew, _forget);
            context.CallPlace = _calls.PlaceOf(ref call);
            if (_transitions.OnInvite(ref call, isNew, earlier, packet, context))
            {
                _transactions.MarkOfCall(packet, context);
                MarkEmergency(ref call, packet, context);
                call.Flags |= earlier.IsNone && IsAnswered(packet, context) ? CallFlags.AnsweredElsewhere : CallFlags.None;
            }
            else if (_transactions.PlaceOf(context.Keys.Transaction(SipMethod.Invite), packet.Time) is >= 0 and var copy)
            {
                _transactions.At(copy).GoesToKnownHost = call.Callee.HasAddress(packet.Target.Address);
            }
        }
        else if (context.HasCall)
        {
            ref var call = ref _calls.At(context.CallPlace);
            if (context.IsInDialog && CallPath.MayChange(call, packet, context))
            {
                _transactions.MarkOfCall(packet, context);
            }

            _transitions.OnRequest(ref call, packet, context);
        }
        else if (context.IsInDialog && context.IsBlind && IsOfCall(method))
        {
            ref var call = ref _calls.GetOrAdd(context.Keys.Call, packet.Time, out _, _forget);
            context.CallPlace = _calls.PlaceOf(ref call);
            _transitions.Adopt(ref call, packet, context);
            _transactions.MarkOfCall(packet, context);
        }
    }

    private bool IsAnswered(in SipPacket packet, CallContext context) =>
        !TransactionAt(_transactions.PlaceOf(context.Keys.Transaction(SipMethod.Invite), packet.Time)).IsOpen;

    private void MarkEmergency(ref Call call, in SipPacket packet, CallContext context)
    {
        if (context.IsEmergency)
        {
            call.Flags |= CallFlags.Emergency;
            _emergencies.OnInvite(packet);
        }
    }

    private void Forget(in Call replaced)
    {
        _transitions.Forget(replaced);
        _blindness.OnForgotten(replaced);
    }

    // Behind the first hop: what a client sends again and again by itself is no loop.
    private static bool HasFurtherVia(in SipMessage message) =>
        message.IsRepeated(SipHeaderId.Via) || message.ValueOf(SipHeaderId.Via).Length > message.Via.Text.Length;

    private static bool IsOfCall(SipMethod method) =>
        method is SipMethod.Invite or SipMethod.Update or SipMethod.Ack or SipMethod.Bye or SipMethod.Prack or SipMethod.Info;

    private void ObserveResponse(in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        var isFirstFinal = status >= 200;
        if (isFirstFinal)
        {
            Visibility.Observe(packet, hasAnswered: context.IsAnswer(packet));
            if (!context.HasTransaction)
            {
                ObserveUnasked(packet, context);
            }
        }

        if (context.HasTransaction && !context.IsAnswer(packet))
        {
            // Somebody else's answer changes nothing here, though the client may take it.
            if (context.HasCall && status >= 200 && context.Transaction.IsOfCall)
            {
                _calls.At(context.CallPlace).Flags |= CallFlags.AnsweredElsewhere;
            }

            return;
        }

        if (context.HasTransaction)
        {
            ref var transaction = ref _transactions.At(context.TransactionPlace);
            isFirstFinal &= transaction.FinalStatus == 0;
            if (!transaction.WasDropped)
            {
                // Only a refusal asks for it.
                transaction.IsForwarded = transaction.IsForwarded || (status is < 200 or >= 300 && _attempts.IsForwarded(context, transaction.Method, packet.Time));
                Standing.OnResponse(packet, context, ref transaction);
                if (context.HasCall && transaction is { IsTagComputable: true, Method: SipMethod.Invite })
                {
                    _calls.At(context.CallPlace).Flags |= CallFlags.ComputableTag;
                }
            }

            _transactions.OnResponse(packet, context);
            if (status is 401 or 407)
            {
                _attempts.OnChallenge(context, transaction.Method, message.CSeq.Number, transaction.GivenNonce, packet.Time);
            }
        }

        // A response to nothing that was asked reaches nobody; one to what was dropped is there only in the replay of a capture.
        if (context.HasCall && (context.HasTransaction ? !context.Transaction.WasDropped : context.LacksTransactions))
        {
            _transitions.OnResponse(ref _calls.At(context.CallPlace), packet, context, isFirstFinal);
        }
    }

    private void ObserveUnasked(in SipPacket packet, CallContext context)
    {
        Visibility.ObserveUnasked(context.Keys.Transaction(packet.Message.CSeq.Method), packet);
        if (!context.LacksTransactions)
        {
            Visibility.ObserveOneWay(packet);
        }
    }

    private static bool HasCredentials(in SipMessage message) => message.Has(SipHeaderId.Authorization) || message.Has(SipHeaderId.ProxyAuthorization);

    private static class Nothing<T>
        where T : struct
    {
        public static readonly T[] Known = new T[1];
    }
}
