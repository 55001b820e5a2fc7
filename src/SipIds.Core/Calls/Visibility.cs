using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Which directions the sensor sees: where routes are asymmetric, it sees what a host sends or what it is sent, and nobody is to be accused for what is missing.</summary>
/// <remarks>
/// Measured host by host, so that what a stranger sends says something of the stranger alone. A host is seen whole once messages from it and to it passed;
/// what it is accused for then is missing indeed. Who fools this has to be a host that nothing else was ever seen of.
/// </remarks>
public sealed class Visibility
{
    private const int MaxUnasked = 3;

    // Answers before their requests are this far apart at most: they come over several queues of one network card.
    private static readonly TimeSpan s_reordering = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly KeyHasher _hasher;
    private readonly BoundedTable<Host> _hosts;
    private readonly BoundedTable<EarlyAnswer> _answers;

    internal Visibility(int hosts, int answers, KeyHasher hasher)
    {
        _hasher = hasher;
        _hosts = new(hosts);
        _answers = new(answers);
    }

    /// <summary>Messages that nobody was accused for because only one direction is seen.</summary>
    public long OneWay { get; private set; }

    /// <summary>Answers that came before their requests.</summary>
    public long AnswersFirst { get; private set; }

    /// <summary>How full the table of hosts is.</summary>
    internal TableFill Fill => TableFill.Of("visibility", _hosts);

    /// <summary>Whether the request of a final response may have gone another way, or come later, so that the response is not out of place.</summary>
    internal bool MayLackRequest(in SipPacket packet)
    {
        ref readonly var asking = ref HostOf(packet.Target.Address, packet.Time);
        var isLost = !asking.WasHeard || asking.AnswersFirst > packet.Time;
        if (!isLost && HostOf(packet.Source.Address, packet.Time).HasAnswered)
        {
            // Routes may change: who is answered again and again, and is not heard any more, speaks elsewhere now.
            ref var host = ref _hosts.GetOrAdd(_hasher.Hash(packet.Target.Address), packet.Time, out _);
            isLost = host.Unasked >= MaxUnasked;
            host.Unasked = (byte)Math.Min(host.Unasked + 1, MaxUnasked);
        }

        OneWay += isLost ? 1 : 0;
        return isLost;
    }

    /// <summary>Whether the answers to a caller go another way, so that what follows them is not out of place: to the ACK or BYE of an INVITE to which nothing was heard.</summary>
    internal bool MayLackAnswer(in SipPacket packet)
    {
        if (IsSeenWhole(packet))
        {
            return false;
        }

        ObserveOneWay(packet);
        OneWay++;
        return true;
    }

    /// <summary>Whether a call may have begun where the sensor does not see it: its host has answered the other what was not seen, or acknowledged an answer that was not.</summary>
    internal bool MayLackCall(in SipPacket packet)
    {
        var isLost = _hosts.PlaceOf(PairOf(packet), packet.Time) >= 0 && !IsSeenWhole(packet);
        OneWay += isLost ? 1 : 0;
        return isLost;
    }

    /// <summary>Takes note of a request or a final response that passed.</summary>
    internal void Observe(in SipPacket packet, bool hasAnswered)
    {
        ref var source = ref _hosts.GetOrAdd(_hasher.Hash(packet.Source.Address), packet.Time, out _);
        source.Expires = packet.Time + s_lifetime;
        source.WasHeard = true;
        source.HasAnswered |= hasAnswered;
        source.Unasked = 0;
        ref var target = ref _hosts.GetOrAdd(_hasher.Hash(packet.Target.Address), packet.Time, out _);
        target.Expires = packet.Time + s_lifetime;
        target.WasReached = true;
    }

    /// <summary>Takes note of a message that shows that only one direction is seen between its sender and its receiver.</summary>
    internal void ObserveOneWay(in SipPacket packet) => _hosts.GetOrAdd(PairOf(packet), packet.Time, out _).Expires = packet.Time + s_lifetime;

    /// <summary>Takes note of a final response to nothing that was seen yet.</summary>
    internal void ObserveUnasked(StateKey transaction, in SipPacket packet)
    {
        ref var answer = ref _answers.GetOrAdd(transaction, packet.Time, out _);
        (answer.Status, answer.Source, answer.Expires) = ((short)packet.Message.StatusCode, packet.Source.Address, packet.Time + s_reordering);
    }

    /// <summary>Whether a request was answered before it came; its final status then, or 0.</summary>
    internal short TakeAnswer(StateKey transaction, in SipPacket request)
    {
        var place = _answers.Count == 0 ? -1 : _answers.PlaceOf(transaction, request.Time);
        if (place < 0 || _answers.At(place).Source != request.Target.Address)
        {
            return 0;
        }

        AnswersFirst++;
        _hosts.GetOrAdd(_hasher.Hash(request.Source.Address), request.Time, out _).AnswersFirst = request.Time + s_lifetime;
        return _answers.At(place).Status;
    }

    internal void OnTick(Timestamp now)
    {
        // What lives for a day need not be looked at every minute.
        const int ticksForAll = 1024;
        _hosts.Sweep(now, _hosts.Capacity / ticksForAll);
        _answers.Sweep(now, _answers.Capacity);
    }

    private bool IsSeenWhole(in SipPacket packet)
    {
        ref readonly var source = ref HostOf(packet.Source.Address, packet.Time);
        return source.WasReached && source.AnswersFirst <= packet.Time && HostOf(packet.Target.Address, packet.Time).WasHeard;
    }

    private StateKey PairOf(in SipPacket packet) => _hasher.Hash(packet.Source.Address).With(_hasher.Hash(packet.Target.Address));

    private ref readonly Host HostOf(NetAddress address, Timestamp now)
    {
        var place = _hosts.PlaceOf(_hasher.Hash(address), now);
        return ref place < 0 ? ref Host.Unknown[0] : ref _hosts.At(place);
    }

    private struct Host : IEvictable<Host>
    {
        public static readonly Host[] Unknown = new Host[1];

        public Timestamp Expires { get; set; }

        public Timestamp AnswersFirst { get; set; }

        public bool WasHeard { get; set; }

        public bool WasReached { get; set; }

        public bool HasAnswered { get; set; }

        /// <summary>Answers to requests of its own that were not seen, since it was last heard.</summary>
        public byte Unasked { get; set; }

        // A host that is seen whole is dearer than one that any source address can be.
        public readonly int Rank => WasHeard && WasReached && HasAnswered ? 1 : 0;
    }

    private struct EarlyAnswer : IEvictable<EarlyAnswer>
    {
        public short Status;
        public NetAddress Source;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
