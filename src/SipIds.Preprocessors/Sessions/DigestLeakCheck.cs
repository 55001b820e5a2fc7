using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3012: only the server that authenticates a client may challenge it inside a call; a peer that does, collects its credentials (SIP digest leak).</summary>
internal sealed class DigestLeakCheck(int capacity, KeyHasher hasher)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3012, "session-digest-leak", Severity.High, EventAction.Drop,
        "A party of a call challenges (401, 407) a request inside it, so that the other gives its credentials away; no such server authenticated it before.");

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly BoundedTable<Authenticator> _authenticators = new(capacity);

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (packet.Message.StatusCode is not (401 or 407) || !context.HasTransaction || !context.HasCall)
        {
            return;
        }

        ref readonly var transaction = ref context.Transaction;
        ref readonly var call = ref context.Call;
        if (!transaction.IsInDialog || !call.IsAnswered || call.Is(CallFlags.Adopted))
        {
            return;
        }

        // A server that challenged the INVITE may challenge what follows it.
        var wasChallenged = call.Is(CallFlags.Challenged) && call.Caller.HasAddress(transaction.Source.Address);
        if (!wasChallenged && _authenticators.PlaceOf(KeyOf(packet.Source.Address, transaction.Source.Address), packet.Time) < 0)
        {
            inspection.Report(Event, Realm(packet.Message));
        }
    }

    public void Observe(in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        if (message.StatusCode is >= 200 and < 300 && context.HasTransaction && context.Transaction is { HasCredentials: true, IsInDialog: false })
        {
            ref var pair = ref _authenticators.GetOrAdd(KeyOf(packet.Source.Address, context.Transaction.Source.Address), packet.Time, out _);
            pair.Expires = packet.Time + s_lifetime;
        }
    }

    private StateKey KeyOf(NetAddress server, NetAddress client) => hasher.Hash(server).With(hasher.Hash(client));

    private static ReadOnlySpan<byte> Realm(in SipMessage message) =>
        message.ValueOf(message.Has(SipHeaderId.WwwAuthenticate) ? SipHeaderId.WwwAuthenticate : SipHeaderId.ProxyAuthenticate);

    private struct Authenticator : IEvictable<Authenticator>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
