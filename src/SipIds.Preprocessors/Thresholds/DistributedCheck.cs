using System.Globalization;
using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4013: different sources that send INVITE or REGISTER to one user, or to one server without ever hearing its answers.</summary>
/// <remarks>
/// A user has few sources, a server of a provider thousands: for a server only those count that it has not accepted and that have not answered it, which forged sources cannot.
/// Where a whole town comes back at once, some are always between question and answer: hence four times the limit.
/// </remarks>
internal sealed class DistributedCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4013, "distributed-flood", Severity.High, EventAction.Alert,
        "More different source addresses, or IPv6 /64s, than `sources` allows sent INVITEs to one Request-URI, or REGISTERs to one user, in `period`, or four times as many to one server without answering it: "
        + "a flood or password guessing from many hosts, or with forged sources.")
    {
        Title = "Flood from many sources",
        Drop = DropReach.Nothing,
        Settings = ["sources", "period", "thresholds.adaptive", "thresholds.targets"],
        FalseAlarm = "A hotline that is called without a proxy from many addresses: raise `sources`. Leave it an alert: with the action drop it hits all who call that user.",
    };

    private const int ServerFactor = 4;

    private static readonly CountedQuantity s_ofUser = new("sources", "user", Event);
    private static readonly CountedQuantity s_ofServer = new("sources", "server", Event) { Unseen = "all phones that come back after a power cut" };

    private readonly KeyHasher _hasher = services.Hasher;

    // A counter has room for so many things, and counts over such a period.
    private readonly DistinctCounter _sources = services.Keep($"sources_of_users/{options.Sources}/{services.Settings.Period}",
        () => new DistinctCounter(options.Targets, options.Sources, services.Settings.Period));
    private readonly DistinctCounter _unheard = services.Keep($"sources_of_servers/{options.Sources}/{services.Settings.Period}",
        () => new DistinctCounter(Math.Max(options.Targets / 16, 8), ServerFactor * options.Sources, services.Settings.Period));

    /// <summary>Counts the source of a new INVITE or REGISTER.</summary>
    public void InspectAttempt(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        var user = packet.Message.Method is SipMethod.Register ? calls.ToKey : calls.UriKey;
        var name = packet.Message.Method is SipMethod.Register ? packet.Message.To.Uri.Text : packet.Message.RequestUri.Text;
        var server = _hasher.Hash(packet.Target.Address);
        var ofUser = _sources.Add(user, source.Key, inspection.Now);
        inspection.Counted(s_ofUser, user, name, ofUser, options.Sources);
        if (ofUser > options.Sources)
        {
            inspection.Report(Event, ofUser, options.Sources, default, name, user);
        }

        var ofServer = _unheard.Add(server, source.Key, inspection.Now);
        if (ofServer > ServerFactor * options.Sources || inspection.IsMeasured)
        {
            Name(packet.Target.Address, server, ofServer, inspection);
        }
    }

    /// <summary>Takes back the source of a request that only who heard an answer can send: an ACK, or credentials.</summary>
    public void InspectAnswer(in SipPacket packet, in SourceKey source) =>
        _unheard.Remove(_hasher.Hash(packet.Target.Address), source.Key, packet.Time);

    /// <summary>Takes back the source of a request that the server accepts.</summary>
    public void InspectResponse(in SipMessage message, in Transaction transaction, Timestamp now)
    {
        if (message.StatusCode is > 100 and < 300 && transaction.Method is SipMethod.Invite or SipMethod.Register && !transaction.IsInDialog)
        {
            _unheard.Remove(_hasher.Hash(transaction.Target.Address), SourceKey.Of(transaction.Origin.Address, _hasher).Key, now);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Name(NetAddress target, StateKey server, long count, Inspection inspection)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        _ = target.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var limit = ServerFactor * options.Sources;
        inspection.Counted(s_ofServer, server, text[..length], (count + ServerFactor - 1) / ServerFactor, options.Sources);
        if (count > limit && !inspection.Call.IsCut)
        {
            inspection.Report(Event, count, limit, default, text[..length], server);
        }
    }
}
