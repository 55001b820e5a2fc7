using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4001 to 4006 and 4010: new requests by who sends them, whom they are for, and where they come from.</summary>
internal sealed class AttemptCheck(ThresholdsOptions options, TimeSpan period, KeyHasher hasher, BoundedTable<CountedWindow> users, BoundedTable<CountedWindow> sources)
{
    public static readonly EventDescriptor SpitCaller = new(Gid.Sip, 4001, "spit-caller", Severity.High, EventAction.Drop,
        "One From URI started more calls in `period` than `calls` allows: spam over Internet telephony, or an INVITE flood.")
    {
        Drop = DropReach.Share,
        Settings = ["calls", "period", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A call centre, a fax server or a PBX that calls with one number: raise `calls`. `sipids tune` proposes a value.",
    };

    public static readonly EventDescriptor InviteFlood = new(Gid.Sip, 4002, "invite-flood-callee", Severity.High, EventAction.Drop,
        "One To URI was sent more INVITEs in `period` than `calls` allows, whoever sent them.")
    {
        Drop = DropReach.Share,
        Settings = ["calls", "period", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A hotline, a televote or a conference that many call at once: raise `calls`.",
    };

    public static readonly EventDescriptor OptionsSender = new(Gid.Sip, 4003, "options-flood-sender", Severity.Medium, EventAction.Drop,
        "One From URI sent more OPTIONS in `period` than `m_options` allows.")
    {
        Drop = DropReach.Share,
        Settings = ["m_options", "period", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A PBX or a monitor that polls more phones than the default expects: raise `m_options`.",
    };

    public static readonly EventDescriptor OptionsTarget = new(Gid.Sip, 4004, "options-flood-target", Severity.Medium, EventAction.Drop,
        "One To URI was sent more OPTIONS in `period` than `m_options` allows, whoever sent them.")
    {
        Drop = DropReach.Share,
        Settings = ["m_options", "period", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A server that more phones ping with OPTIONS than the default expects: raise `m_options`.",
    };

    public static readonly EventDescriptor RegisterSender = new(Gid.Sip, 4005, "register-flood-sender", Severity.High, EventAction.Drop,
        "One From URI sent more REGISTERs in `period` than `register_from` allows; the repeat of a challenged one is not counted.")
    {
        Drop = DropReach.Share,
        Settings = ["register_from", "period", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "Many devices of one user, or a phone that registers again every few seconds: raise `register_from`.",
    };

    public static readonly EventDescriptor RegisterTarget = new(Gid.Sip, 4006, "register-flood-registrar", Severity.High, EventAction.Drop,
        "One registrar, the host of the Request-URI, was sent more REGISTERs in `period` than `register_to` allows.")
    {
        Drop = DropReach.Share,
        Settings = ["register_to", "period", "thresholds.adaptive", "thresholds.targets"],
        FalseAlarm = "A provider's registrar, or all phones coming back after a power cut: raise `register_to`.",
    };

    public static readonly EventDescriptor SourceFlood = new(Gid.Sip, 4010, "source-flood", Severity.High, EventAction.Drop,
        "One source address, or one IPv6 /64, sent more new requests of any kind in `period` than `source` allows, whatever they carry in From.")
    {
        Drop = DropReach.Share,
        Settings = ["source", "period", "thresholds.adaptive", "thresholds.sources_tracked"],
        FalseAlarm = "A trunk, or an office behind one NAT, that is larger than the default expects: raise `source`, or add the trunk to `trusted`.",
    };

    private static readonly CountedQuantity s_callsFrom = new("calls", "From URI", SpitCaller);
    private static readonly CountedQuantity s_callsTo = new("calls", "To URI", InviteFlood);
    private static readonly CountedQuantity s_optionsFrom = new("m_options", "From URI", OptionsSender);
    private static readonly CountedQuantity s_optionsTo = new("m_options", "To URI", OptionsTarget);
    private static readonly CountedQuantity s_registersFrom = new("register_from", "From URI", RegisterSender);
    private static readonly CountedQuantity s_registersTo = new("register_to", "registrar", RegisterTarget) { Unseen = "all phones that come back after a power cut" };
    private static readonly CountedQuantity s_requestsFrom = new("source", "source", SourceFlood) { Unseen = "an office whose phones all come back after a power cut" };

    private readonly Threshold _spitCaller = new(s_callsFrom, options.Calls, period, users);
    private readonly Threshold _inviteFlood = new(s_callsTo, options.Calls, period, users);
    private readonly Threshold _optionsSender = new(s_optionsFrom, options.MOptions, period, users);
    private readonly Threshold _optionsTarget = new(s_optionsTo, options.MOptions, period, users);
    private readonly Threshold _registerSender = new(s_registersFrom, options.RegisterFrom, period, users);
    private readonly Threshold _registerTarget = new(s_registersTo, options.RegisterTo, period, users);
    private readonly Threshold _source = new(s_requestsFrom, options.Source, period, sources);

    /// <summary>Counts a new request.</summary>
    public void Inspect(in SipMessage message, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Calls;
        switch (message.Method)
        {
            case SipMethod.Invite:
                _spitCaller.Count(CallerOf(message, calls, source), message.From.Uri.Text, inspection);
                _inviteFlood.Count(calls.ToKey, message.To.Uri.Text, inspection);
                break;
            case SipMethod.Options:
                _optionsSender.Count(calls.FromKey, message.From.Uri.Text, inspection);
                _optionsTarget.Count(calls.ToKey, message.To.Uri.Text, inspection);
                break;
            case SipMethod.Register:
                var registrar = message.RequestUri.Host;
                _registerSender.Count(calls.FromKey, message.From.Uri.Text, inspection);
                _registerTarget.Count(hasher.HashIgnoreCase(registrar), registrar, inspection);
                break;
            default:
                break;
        }

        _source.Count(source, inspection);
    }

    // RFC 3323 §4.1.1.3: all who hide their name share one URI. Those of one source count together, those of different sources do not.
    private static StateKey CallerOf(in SipMessage message, CallContext calls, in SourceKey source) =>
        System.Text.Ascii.EqualsIgnoreCase(message.From.Uri.Host, "anonymous.invalid"u8) ? calls.FromKey.With(source.Key) : calls.FromKey;
}
