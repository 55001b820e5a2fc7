using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The call table cnxmap, a façade of several: calls by Call-ID, transactions by branch, attempts by Call-ID and method. Looked into before a packet is judged, changed only by packets that pass.</summary>
public sealed class CallTracker
{
    // The tables are swept once in so many ticks, which come once a second.
    private const int TicksForAll = 64;

    private readonly CallTable _calls;
    private readonly TransactionTable _transactions;
    private readonly AttemptTable _attempts;
    private readonly TableUpdates _updates;
    private readonly Blindness _blindness;
    private readonly EmergencyCalls _emergencies;
    private readonly DroppedCalls _dropped;

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
        Visibility = new(options.Transactions / 2, Math.Max(options.Transactions / 16, 64), hasher);
        _blindness = new(midstreamGrace, options.WaitFinal);
        _calls = new(options, proxies, _blindness);
        _transactions = new(options, Visibility, hasher);
        _attempts = new(options.Transactions);
        _emergencies = new(hasher);
        _dropped = new(Math.Max(options.Transactions / 8, 64), options.Active);
        _updates = new(_calls, _transactions, _attempts, _emergencies, Visibility, Standing);
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
    public long LiveCalls => _calls.Load.All;

    /// <summary>What became of the calls so far.</summary>
    public CallStatistics Statistics => _calls.Transitions.Statistics;

    /// <summary>Calls given up for want of room.</summary>
    public long CallEvictions => _calls.Evictions;

    /// <summary>Established or ringing calls given up for want of room.</summary>
    public long LiveCallEvictions => _calls.LiveEvictions;

    /// <summary>Live calls that go through a proxy of <c>proxy_ip</c>, which is one of two addresses; all live calls where none is named.</summary>
    /// <param name="source">Where an INVITE came from.</param>
    /// <param name="target">Where it goes to.</param>
    /// <param name="proxy">The proxy; none where none is named.</param>
    public long LiveCallsThrough(NetAddress source, NetAddress target, out NetAddress proxy) => _calls.Load.Through(source, target, out proxy);

    /// <summary>The calls that began last and are still known, the newest first, as they are now. Called between packets.</summary>
    public IReadOnlyList<CallSummary> Newest(Timestamp now) => _calls.Newest.In(now);

    /// <summary>Goes on with other settings.</summary>
    internal void Change(CallSettings settings)
    {
        _calls.Load.Proxies = settings.Proxies;
        _emergencies.Change(settings.Emergency, settings.EmergencyRate);
        Standing.Change(settings);
    }

    /// <summary>Whether an address is in <c>proxy_ip</c>.</summary>
    internal bool IsOurProxy(NetAddress address) => _calls.Load.Proxies.Contains(address);

    /// <summary>Whether an address may have an emergency call that is up.</summary>
    internal bool HasEmergency(NetAddress address, Timestamp now) => _emergencies.IsLine(address, now);

    /// <summary>Whether a message belongs to a call whose INVITE was dropped.</summary>
    internal bool FollowsDropped(in SipPacket packet, CallContext context) => !context.HasCall && _dropped.Has(context.Keys.Call, packet);

    /// <summary>How full the tables are.</summary>
    internal IEnumerable<TableFill> Tables => [_calls.Fill, _transactions.Fill, _attempts.Fill, Visibility.Fill, .. Standing.Tables];

    /// <summary>Sets the clocks to the time of the message that is looked up next.</summary>
    internal void Begin(Timestamp now)
    {
        Standing.Begin(now);
        _blindness.Begin(now);
    }

    /// <summary>Finds what is known of a message, and tells a new attempt from a repeated one. Changes nothing but <see cref="Context"/>.</summary>
    internal void LookUp(in SipPacket packet)
    {
        var context = Context;
        var now = packet.Time;
        context.Clear();
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
            context.HasCredentials = DigestCredentials.AreIn(message);
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
            _updates.OnRequest(packet, context);
        }
        else
        {
            _updates.OnResponse(packet, context);
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
    internal long CountLive() => _calls.CountLive();

    /// <summary>Takes away what is over, a part of the tables at each call.</summary>
    internal void OnTick(Timestamp now)
    {
        _calls.Sweep(now, TicksForAll);
        _transactions.Sweep(now, TicksForAll);
        _attempts.Sweep(now, TicksForAll);
        _emergencies.OnTick(now);
        Standing.OnTick(now);
        _dropped.OnTick(now, TicksForAll);
        Visibility.OnTick(now);
    }

    /// <summary>The key of a URI as users are counted by: user part and host, the user however it is escaped, the host in any case (RFC 3261 §19.1.4).</summary>
    public StateKey KeyOf(SipUri uri) => UserKey.Of(uri, Hasher);

    /// <summary>The key of the URI of a user at a host.</summary>
    public StateKey KeyOf(ReadOnlySpan<byte> user, ReadOnlySpan<byte> host) => UserKey.Of(user, host, Hasher);

    /// <summary>The call with this key of its Call-ID; an <see cref="CallState.Inactive"/> one if none is known.</summary>
    internal ref readonly Call Find(StateKey callId, Timestamp now) => ref CallAt(_calls.PlaceOf(callId, now));

    internal ref readonly Call CallAt(int place) => ref place >= 0 ? ref _calls.At(place) : ref Nothing<Call>.Known[0];

    internal ref readonly Transaction TransactionAt(int place) => ref place >= 0 ? ref _transactions.At(place) : ref Nothing<Transaction>.Known[0];

    internal int PlaceOfTransaction(StateKey key, Timestamp now) => _transactions.PlaceOf(key, now);

    internal TimeSpan SinceFinal(in Transaction transaction, Timestamp now) => _transactions.SinceFinal(transaction, now);

    private void LookAtRequest(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        var own = _transactions.LookUp(packet, context);
        if (!context.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel))
        {
            _attempts.LookUp(packet, context, isFurtherBranch: own < 0 && HasFurtherVia(packet.Message));
        }
    }

    // Behind the first hop: what a client sends again and again by itself is no loop.
    private static bool HasFurtherVia(in SipMessage message) =>
        message.IsRepeated(SipHeaderId.Via) || message.ValueOf(SipHeaderId.Via).Length > message.Via.Text.Length;

    private static class Nothing<T>
        where T : struct
    {
        public static readonly T[] Known = new T[1];
    }
}
