using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3012: only the server that authenticates a client may challenge it inside a call; a peer that does, collects its credentials (SIP digest leak).</summary>
internal sealed class DigestLeakCheck(int capacity, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3012, "session-digest-leak", Severity.High, EventAction.Drop,
        "A party of a call challenges (401, 407) a request inside it, or a subscriber a NOTIFY, so that the other gives its credentials away; it accepted none of it before. "
        + "Low and not dropped, if it did and challenges for another realm now: somebody behind it may be asking; or if it is the server that the call began at, and asks for the caller's own domain.")
    {
        Title = "Password hash stolen by a challenge in a call",
        Classification = EventClass.AttemptedUser,
        Drop = "That challenge and its retransmissions, so that nobody is asked for credentials. The call goes on.",
        Settings = ["sessions.authenticators"],
        FalseAlarm = "A server that asks for a password inside a call, and whose registrations the sensor has not seen yet.",
    };

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly BoundedTable<Authenticator> _authenticators = services.Keep("authenticators", () => new BoundedTable<Authenticator>(capacity));
    private readonly KeyHasher _hasher = services.Hasher;

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (packet.Message.StatusCode is not (401 or 407) || !context.HasTransaction || context.IsMidstream || !IsInside(context))
        {
            return;
        }

        // A challenge alone makes nobody a server: it may answer a request with a forged source. Credentials that it accepted do.
        var place = _authenticators.PlaceOf(KeyOf(packet.Source.Address, context.Transaction.Source.Address), packet.Time);
        if (place >= 0 && _authenticators.At(place).HasAccepted)
        {
            if (!_authenticators.At(place).MayAskFor(RealmOf(packet.Message)))
            {
                inspection.Notice(Event, Challenge(packet.Message));
            }
        }
        else if (IsOwnServer(packet, context))
        {
            inspection.Notice(Event, Challenge(packet.Message));
        }
        else
        {
            inspection.Report(Event, Challenge(packet.Message));
        }
    }

    public void Observe(in SipPacket packet, CallContext context)
    {
        if (!context.IsAnswer(packet) || context.Transaction.IsInDialog)
        {
            return;
        }

        // Who is called gets credentials too where a proxy leaves them in the INVITE: it does not become an authenticator by accepting them.
        var status = packet.Message.StatusCode;
        var isInvite = context.Transaction.Method is SipMethod.Invite;
        var isAccepted = context.Transaction.HasCredentials && status < 300 && status >= (isInvite ? 180 : 200);
        if (status is 401 or 407 || (isAccepted && !isInvite))
        {
            ref var pair = ref _authenticators.GetOrAdd(KeyOf(packet.Source.Address, context.Transaction.Source.Address), packet.Time, out _);
            pair.Expires = packet.Time + s_lifetime;
            pair.HasAccepted |= isAccepted;
            pair.Add(status is 401 or 407 ? RealmOf(packet.Message) : 0);
        }
        else if (isAccepted)
        {
            Confirm(packet, context);
        }
    }

    // A NOTIFY is of a subscription where it is of no call, and a subscriber authenticates nobody.
    private static bool IsInside(CallContext context) =>
        context.Transaction.IsInDialog && (context.HasCall ? !context.Call.Is(CallFlags.Adopted) : context.Transaction.Method is SipMethod.Notify);

    // The registration may lie before the capture: who calls by a server of its domain, and is asked by that for the domain's password, gives nothing away.
    private static bool IsOwnServer(in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var domain = message.From.Uri.Host;
        return context.IsFromCaller
            && context.Call.Callee.First.Address == packet.Source.Address
            && System.Text.Ascii.EqualsIgnoreCase(message.To.Uri.Host, domain)
            && !NetAddress.TryParse(domain, out _)
            && new DigestParameters(Challenge(message)).TryGet("realm"u8, out var realm)
            && System.Text.Ascii.EqualsIgnoreCase(realm, domain);
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

    private ulong RealmOf(in SipMessage message) =>
        new DigestParameters(Challenge(message)).TryGet("realm"u8, out var realm) && !realm.IsEmpty ? _hasher.Hash(realm).Low : 0;

    private static ReadOnlySpan<byte> Challenge(in SipMessage message) =>
        message.ValueOf(message.Has(SipHeaderId.WwwAuthenticate) ? SipHeaderId.WwwAuthenticate : SipHeaderId.ProxyAuthenticate);

    private struct Authenticator : IEvictable<Authenticator>
    {
        private ulong _realm;
        private ulong _otherRealm;

        public Timestamp Expires { get; set; }

        /// <summary>Whether it accepted credentials, which a challenge to a forged source never comes to.</summary>
        public bool HasAccepted { get; set; }

        public readonly int Rank => HasAccepted ? 1 : 0;

        /// <summary>Whether it has challenged for a realm; true where none of its challenges was seen.</summary>
        public readonly bool MayAskFor(ulong realm) => realm == 0 || _realm == 0 || realm == _realm || realm == _otherRealm;

        /// <summary>Takes note of the realm of a challenge: two, as of a registrar and a proxy.</summary>
        public void Add(ulong realm) => (_realm, _otherRealm) = realm == 0 || realm == _realm ? (_realm, _otherRealm) : (realm, _realm);
    }
}
