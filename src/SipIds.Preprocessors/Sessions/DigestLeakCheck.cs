using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3012: only the server that authenticates a client may challenge it inside a call; a peer that does, collects its credentials (SIP digest leak).</summary>
internal sealed class DigestLeakCheck(int capacity, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3012, "session-digest-leak", Severity.High, EventAction.Drop,
        "A party of a call challenges (401, 407) a request inside it, so that the other gives its credentials away; no such server authenticated it before.");

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly BoundedTable<Authenticator> _authenticators = services.Keep("authenticators", () => new BoundedTable<Authenticator>(capacity));
    private readonly KeyHasher _hasher = services.Hasher;

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (packet.Message.StatusCode is not (401 or 407) || !context.HasTransaction || !context.HasCall || context.IsMidstream)
        {
            return;
        }

        ref readonly var transaction = ref context.Transaction;
        ref readonly var call = ref context.Call;
        if (!transaction.IsInDialog || !call.IsAnswered || call.Is(CallFlags.Adopted))
        {
            return;
        }

        if (_authenticators.PlaceOf(KeyOf(packet.Source.Address, transaction.Source.Address), packet.Time) < 0)
        {
            inspection.Report(Event, Realm(packet.Message));
        }
    }

    public void Observe(in SipPacket packet, CallContext context)
    {
        if (!context.HasTransaction || context.Transaction.IsInDialog)
        {
            return;
        }

        // Who is called gets credentials too where a proxy leaves them in the INVITE: it does not become an authenticator by accepting them.
        var status = packet.Message.StatusCode;
        var isAccepted = status is >= 200 and < 300 && context.Transaction.HasCredentials;
        if (status is 401 or 407 || (isAccepted && context.Transaction.Method is not SipMethod.Invite))
        {
            ref var pair = ref _authenticators.GetOrAdd(KeyOf(packet.Source.Address, context.Transaction.Source.Address), packet.Time, out _);
            pair.Expires = packet.Time + s_lifetime;
            pair.HasAccepted |= isAccepted;
        }
        else if (isAccepted)
        {
            Confirm(packet, context);
        }
    }

    private void Confirm(in SipPacket packet, CallContext context)
    {
        var place = _authenticators.PlaceOf(KeyOf(packet.Source.Address, context.Transaction.Source.Address), packet.Time);
        if (place >= 0)
        {
            _authenticators.At(place).HasAccepted = true;
            _authenticators.At(place).Expires = packet.Time + s_lifetime;
        }
    }

    private StateKey KeyOf(NetAddress server, NetAddress client) => _hasher.Hash(server).With(_hasher.Hash(client));

    private static ReadOnlySpan<byte> Realm(in SipMessage message) =>
        message.ValueOf(message.Has(SipHeaderId.WwwAuthenticate) ? SipHeaderId.WwwAuthenticate : SipHeaderId.ProxyAuthenticate);

    private struct Authenticator : IEvictable<Authenticator>
    {
        public Timestamp Expires { get; set; }

        /// <summary>Whether it accepted credentials, which a challenge to a forged source never comes to.</summary>
        public bool HasAccepted { get; set; }

        public readonly int Rank => HasAccepted ? 1 : 0;
    }
}
