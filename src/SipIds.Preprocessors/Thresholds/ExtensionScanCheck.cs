using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4012: different users that one source asks for in vain.</summary>
/// <remarks>
/// A user who is not found counts at once. One for whom the source is challenged counts when the credentials have not come after two seconds, or at once where very many are outstanding and none has ever come:
/// a whole office that registers after a power cut answers its first challenges while the last go out. Every different user that a call finds allows one more.
/// Cut are requests for users whom nobody found yet. An address that places calls by right is not cut for refusals that it never acknowledged: anybody can forge those.
/// </remarks>
internal sealed class ExtensionScanCheck(ThresholdsOptions options, PreprocessorServices services, SlowUsers slow)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4012, "extension-scan", Severity.High, EventAction.Drop,
        "One source asked for more different users in `period` than `unknown_users` allows that were not found (400, 404, 410, 604), or for which it was challenged and did not answer. "
        + "Each different user who answers its calls allows one more; ten times as many are allowed by SUBSCRIBE and OPTIONS, and twice as many from one IPv6 /48.")
    {
        Title = "Scan for extensions",
        Classification = EventClass.AttemptedRecon,
        Drop = "Requests of that source outside calls to users whom nobody found in the last hour, with their retransmissions, while the count of the last `period` is over the limit. A user who proved the password there is spared; "
            + "so is a peer, and up to four times the limit an address that had a call answered, unless it acknowledged more of these refusals than the limit.",
        Settings = ["unknown_users", "period", "peers", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A dialler, or an address book, with many numbers that do not exist: raise `unknown_users`.",
        Accuses = Accused.Asker,
    };

    // What an address that had a call answered may be accused of without proof, times the limit.
    private const int Credit = 4;

    private static readonly CountedQuantity s_quantity = new("unknown_users", "source", Event);

    private static readonly TimeSpan s_foundLifetime = TimeSpan.FromHours(1);

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly UnknownUsers _unknown = new(options, services, slow);
    private readonly BoundedTable<FoundUser> _found = services.Keep("found_users", () => new BoundedTable<FoundUser>(options.Users / 2));

    /// <summary>Takes note of credentials, and reports a request outside dialogs whose source is over the line.</summary>
    /// <returns>Whether it scans.</returns>
    public bool InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        if (inspection.Call.HasCredentials)
        {
            _unknown.OnCredentials(source, AskedUser(packet.Message.Method, inspection.Call.ToKey, inspection.Call.UriKey), packet.Target, packet.Message.Method, inspection.Now);
        }

        return (inspection.IsMeasured || !_unknown.IsQuiet) && Judge(packet, source, inspection);
    }

    /// <summary>Takes note of a refusal that its receiver acknowledges.</summary>
    public void InspectAck(in SourceKey source, Inspection inspection)
    {
        if (!_unknown.IsQuiet && inspection.Call is { AcknowledgesRefusal: true, Transaction.FinalStatus: 400 or 404 or 410 or 604 })
        {
            _unknown.OnAcknowledged(source, inspection.Call.Transaction, inspection.Now);
        }
    }

    /// <summary>Counts what the first final response to a request outside dialogs says of the user that was asked for.</summary>
    /// <returns>Whether it is one of a scan.</returns>
    public bool InspectFinal(in SipPacket packet, in Transaction transaction, Inspection inspection)
    {
        var source = SourceKey.Of(transaction.Origin.Address, _hasher);
        var user = AskedUser(transaction.Method, transaction.To, transaction.Uri);
        switch (packet.Message.StatusCode)
        {
            case 400 or 404 or 410 or 604:
                _unknown.OnNotFound(source, user, transaction, inspection.Now);
                return ReportFinal(packet, source, transaction, inspection);
            case 401 or 407 when !transaction.HasCredentials:
                _unknown.OnChallenge(source, user, transaction, inspection.Now);
                return ReportFinal(packet, source, transaction, inspection);
            case (>= 200 and < 300) or 480 or 486 or 487 or 600 or 603 when transaction.Method is SipMethod.Invite or SipMethod.Register:
                _found.GetOrAdd(user, inspection.Now, out _).Expires = inspection.Now + s_foundLifetime;
                _unknown.OnFound(source, user, transaction, packet.Message.StatusCode, inspection.Now);
                break;
            default:
                break;
        }

        return false;
    }

    /// <summary>Counts challenges that were not answered in time.</summary>
    public void OnTick(Timestamp now)
    {
        _unknown.OnTick(now);
        _found.Sweep(now, _found.Capacity / UnknownUsers.TicksForAll);
    }

    /// <summary>Whom a request asks for: a REGISTER for the user in To, everything else for the one in the Request-URI (RFC 3261 §10.2, §16.5).</summary>
    public static StateKey AskedUser(SipMethod method, StateKey to, StateKey uri) => method is SipMethod.Register ? to : uri;

    /// <inheritdoc cref="AskedUser"/>
    public static SipUri AskedUri(SipMessage message, SipMethod method) => method is SipMethod.Register ? message.To.Uri : message.RequestUri;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Judge(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        var method = packet.Message.Method;
        var tally = _unknown.TallyOf(source, packet.Target.Address, method, inspection.Now);
        Measure(source, tally, inspection);
        if (tally.IsOver && !IsSpared(packet, calls, tally) && _found.PlaceOf(AskedUser(method, calls.ToKey, calls.UriKey), inspection.Now) < 0)
        {
            Report(AskedUri(packet.Message, method).Text, source, tally, inspection);
        }

        return tally.IsOver;
    }

    // What the answer says stands in the response, which is the server's and passes.
    private bool ReportFinal(in SipPacket packet, in SourceKey source, in Transaction transaction, Inspection inspection)
    {
        if (!inspection.IsMeasured && _unknown.IsQuiet)
        {
            return false;
        }

        var tally = _unknown.TallyOf(source, transaction.Target.Address, transaction.Method, inspection.Now);
        Measure(source, tally, inspection);
        if (tally.IsOver)
        {
            Report(packet.Message.To.Uri.Text, source, tally, inspection, isSpared: true);
        }

        return tally.IsOver;
    }

    private static bool IsSpared(in SipPacket packet, CallContext calls, in UnknownTally tally)
    {
        var (address, now, standing) = (packet.Origin.Address, packet.Time, calls.Standing);
        return standing.IsProven(calls.UserKey, address, now)
            || (tally.Acknowledged <= tally.Limit
                && (standing.IsPeer(address, now) || (standing.WasAnswered(address, now) && tally.Count <= Credit * tally.Limit)));
    }

    private static void Measure(in SourceKey source, in UnknownTally tally, Inspection inspection)
    {
        if (inspection.IsMeasured && tally.Measured > 0)
        {
            Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
            inspection.Counted(s_quantity, source.Key, address[..source.Write(address)], tally.Measured, tally.Limit);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(ReadOnlySpan<byte> user, in SourceKey source, in UnknownTally tally, Inspection inspection, bool isSpared = false)
    {
        var asker = tally.IsOfNetwork ? SourceKey.NetworkOf(source.Host, _hasher) : source;
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..asker.Write(address)]);
        detail.Add(" asks for "u8);
        detail.Add(user);
        inspection.Report(Event, tally.Count, tally.Limit, default, detail.Text, asker.Key, isSpared: isSpared);
    }

    private struct FoundUser : IEvictable<FoundUser>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
