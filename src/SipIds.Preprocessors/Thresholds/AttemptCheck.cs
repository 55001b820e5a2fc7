using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4001 to 4006 and 4010: new requests by who sends them, whom they are for, and where they come from.</summary>
internal sealed class AttemptCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> users, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    public static readonly EventDescriptor SpitCaller = new(Gid.Sip, 4001, "spit-caller", Severity.High, EventAction.Drop,
        "One From URI started more calls in `period` than `calls` allows, or one address that proved nothing four times as many in whatever names: spam over Internet telephony, or an INVITE flood. "
        + "Callers who hide their name are told apart by P-Asserted-Identity and source address.")
    {
        Title = "Too many calls of one caller (SPIT)",
        Classification = EventClass.PolicyViolation,
        Drop = DropReach.Share,
        Settings = ["calls", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A call centre, a fax server or a PBX that calls with one number: raise `calls`; `sipids tune` proposes a value. A trunk that calls in many names: add it to `peers`.",
    };

    public static readonly EventDescriptor InviteFlood = new(Gid.Sip, 4002, "invite-flood-callee", Severity.High, EventAction.Drop,
        "One To URI, or one Request-URI, was sent more INVITEs in `period` than `calls` allows, whoever sent them.")
    {
        Title = "INVITE flood on one callee",
        Drop = DropReach.Share,
        Settings = ["calls", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A hotline, a televote or a conference that many call at once: raise `calls`.",
    };

    public static readonly EventDescriptor OptionsSender = new(Gid.Sip, 4003, "options-flood-sender", Severity.Medium, EventAction.Drop,
        "One From URI sent more OPTIONS in `period` than `m_options` allows.")
    {
        Title = "OPTIONS flood of one sender",
        Drop = DropReach.Share,
        Settings = ["m_options", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A PBX or a monitor that polls more phones than the default expects: raise `m_options`.",
    };

    public static readonly EventDescriptor OptionsTarget = new(Gid.Sip, 4004, "options-flood-target", Severity.Medium, EventAction.Drop,
        "One To URI, or one Request-URI, was sent more OPTIONS in `period` than `m_options` allows, whoever sent them.")
    {
        Title = "OPTIONS flood on one target",
        Drop = DropReach.Share,
        Settings = ["m_options", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A server that more phones ping with OPTIONS than the default expects: raise `m_options`.",
    };

    public static readonly EventDescriptor RegisterSender = new(Gid.Sip, 4005, "register-flood-sender", Severity.High, EventAction.Drop,
        "One From URI sent more REGISTERs in `period` than `register_from` allows; the repeat of a challenged one is not counted.")
    {
        Title = "REGISTER flood of one sender",
        Drop = DropReach.Share,
        Settings = ["register_from", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "Many devices of one user, or a phone that registers again every few seconds: raise `register_from`.",
    };

    public static readonly EventDescriptor RegisterTarget = new(Gid.Sip, 4006, "register-flood-registrar", Severity.High, EventAction.Drop,
        "One registrar, the host of the Request-URI, was sent more REGISTERs in `period` than `register_to` allows.")
    {
        Title = "REGISTER flood on one registrar",
        Drop = DropReach.Share,
        Settings = ["register_to", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A provider's registrar, or all phones coming back after a power cut: raise `register_to`.",
    };

    public static readonly EventDescriptor SourceFlood = new(Gid.Sip, 4010, "source-flood", Severity.High, EventAction.Drop,
        "One source address, or one IPv6 /64, sent more new requests of any kind in `period` than `source` allows, or one IPv6 /48 twice as many, whatever they carry in From.")
    {
        Title = "Flood of requests from one source",
        Drop = "New requests of that address, each with its retransmissions, of the method that made the count, while the count of the last `period` is over the limit; dropped requests count, too. What is certainly its own (TCP, or a nonce given to it alone) "
            + "and what anybody could have forged have shares apart, and of users and peers that proved themselves only the former is cut. " + DropReach.Calls,
        Settings = ["source", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.sources_tracked"],
        FalseAlarm = "A trunk, or an office behind one NAT, that is larger than the default expects: raise `source`. A trunk belongs into `peers` all the same, so that forged requests in its name are not held against it.",
    };

    // One customer of a provider has as many addresses of IPv6 as he likes.
    private const int NetworkFactor = 2;

    private static readonly CountedQuantity s_callsFrom = new("calls", "From URI", SpitCaller);
    private static readonly CountedQuantity s_callsTo = new("calls", "To URI", InviteFlood);
    private static readonly CountedQuantity s_optionsFrom = new("m_options", "From URI", OptionsSender);
    private static readonly CountedQuantity s_optionsTo = new("m_options", "To URI", OptionsTarget);
    private static readonly CountedQuantity s_registersFrom = new("register_from", "From URI", RegisterSender);
    private static readonly CountedQuantity s_registersTo = new("register_to", "registrar", RegisterTarget) { Unseen = "all phones that come back after a power cut" };
    private static readonly CountedQuantity s_requestsFrom = new("source", "source", SourceFlood) { Unseen = "an office whose phones all come back after a power cut" };

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly Threshold _spitCaller = new(s_callsFrom, options.Calls, services.Settings.Period, users, shares) { IsOfSender = true };
    private readonly Threshold _inviteFlood = new(s_callsTo, options.Calls, services.Settings.Period, users, shares);
    private readonly Threshold _optionsSender = new(s_optionsFrom, options.MOptions, services.Settings.Period, users, shares) { IsOfSender = true };
    private readonly Threshold _optionsTarget = new(s_optionsTo, options.MOptions, services.Settings.Period, users, shares);
    private readonly Threshold _registerSender = new(s_registersFrom, options.RegisterFrom, services.Settings.Period, users, shares) { IsOfSender = true };
    private readonly Threshold _registerTarget = new(s_registersTo, options.RegisterTo, services.Settings.Period, users, shares);
    private readonly Threshold _source = new(s_requestsFrom, options.Source, services.Settings.Period, sources, shares);
    private readonly Threshold _network = new(s_requestsFrom, NetworkFactor * options.Source, services.Settings.Period, sources, shares);
    private readonly StrangerCheck _strangers = new(options, services, sources, shares);

    /// <summary>Counts a new request.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var message = packet.Message;
        switch (message.Method)
        {
            case SipMethod.Invite:
                _spitCaller.Count(CallerOf(packet, source, inspection.Call), message.From.Uri.Text, packet, StandingRules.AsUser, inspection);
                _inviteFlood.CountTarget(packet, inspection);
                _strangers.Inspect(packet, source, inspection);
                break;
            case SipMethod.Options:
                _optionsSender.Count(inspection.Call.FromKey, message.From.Uri.Text, packet, StandingRules.AsUser, inspection);
                _optionsTarget.CountTarget(packet, inspection);
                break;
            case SipMethod.Register:
                var registrar = message.RequestUri.Host;
                _registerSender.Count(inspection.Call.FromKey, message.From.Uri.Text, packet, StandingRules.AsUser, inspection);
                _registerTarget.Count(_hasher.HashIgnoreCase(registrar), registrar, packet, StandingRules.AsCaller, inspection);
                break;
            default:
                break;
        }

        CountSource(packet, source, inspection);
    }

    /// <summary>Takes in a request with credentials that repeats a challenged one: what anybody could have forged before is its sender's own now.</summary>
    public void Confirm(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        if (calls.IsRetransmission || calls.Branches != 1 || !Standing.IsOwn(packet, calls))
        {
            return;
        }

        var method = packet.Message.Method;
        var subject = method is SipMethod.Invite ? CallerOf(packet, source, calls) : calls.FromKey;
        ThresholdOf(method)?.Confirm(subject, packet.Message.From.Uri.Text, inspection);
    }

    /// <summary>Takes in a request whose password the server has accepted, where its nonce alone proves nothing because it can be computed.</summary>
    public void ConfirmAccepted(in SipMessage response, in Transaction request, Inspection inspection)
    {
        if (request is { ReturnsNonce: false, IsAcceptable: true } && Standing.Accepts(request.Method, response.StatusCode))
        {
            ThresholdOf(request.Method)?.Confirm(request.From, response.From.Uri.Text, inspection);
        }
    }

    private Threshold? ThresholdOf(SipMethod method) => method switch
    {
        SipMethod.Invite => _spitCaller,
        SipMethod.Options => _optionsSender,
        SipMethod.Register => _registerSender,
        _ => null,
    };

    // Of what came from one source the kind that made the count is cut, and what anybody may have forged before what is certainly its own.
    private void CountSource(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var holder = new ShareHolder(new((ulong)packet.Message.Method, 0), new(Standing.IsOwn(packet, inspection.Call) ? 1UL : 0, 0));
        _source.Count(source, holder, packet, StandingRules.AsUser, inspection);
        if (!source.Host.IsIPv4)
        {
            _network.Count(SourceKey.NetworkOf(source.Host, _hasher), holder, packet, StandingRules.AsUser, inspection);
        }
    }

    // A delivery is no attempt of the caller: what a queue, a page or a ring group sends to a phone at its own address counts for that phone alone.
    // RFC 3323 §4.1.1.3: all who hide their name share one URI; they are told apart by who their network says they are (RFC 3325), or by where they are.
    private StateKey CallerOf(in SipPacket packet, in SourceKey source, CallContext calls)
    {
        var message = packet.Message;
        var caller = calls.FromKey;
        if (IsAnonymous(message.From.Uri))
        {
            caller = message.Has(SipHeaderId.PAssertedIdentity) ? _hasher.Hash(message.ValueOf(SipHeaderId.PAssertedIdentity)).With(source.Key) : caller.With(source.Key);
        }

        return NetAddress.TryParse(message.RequestUri.Host, out var host) && host == packet.Target.Address ? caller.With(_hasher.Hash(host)) : caller;
    }

    private static bool IsAnonymous(SipUri from) =>
        System.Text.Ascii.EqualsIgnoreCase(from.Host, "anonymous.invalid"u8) || System.Text.Ascii.EqualsIgnoreCase(from.User, "anonymous"u8);
}
