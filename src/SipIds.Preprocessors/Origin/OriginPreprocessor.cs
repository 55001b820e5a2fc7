using SipIds.Calls.Registrations;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>Judges where messages come from: a CANCEL, BYE, REFER, REGISTER, PUBLISH, NOTIFY or final response from elsewhere than whoever may send it, events 5001 to 5011.</summary>
public sealed class OriginPreprocessor : IPreprocessor<OriginPreprocessor, OriginOptions>
{
    private readonly CancelCheck _cancel;
    private readonly PartyCheck _party;
    private readonly ResponseCheck _response;
    private readonly RegistrationTable _registrations;
    private readonly ReferralTable _referrals;
    private readonly ReplacementTable _replacements;
    private readonly ServerTable _servers;
    private readonly OutsideSender _senders;

    private OriginPreprocessor(OriginOptions options, PreprocessorServices services)
    {
        _cancel = new(services.Settings.ProxyIp, options.CancelMinDelay);
        _registrations = services.Keep("registrations", () => new RegistrationTable(options.Users, options.Challenges, services.Hasher));
        _response = new(services.Settings.ProxyIp, _registrations, services.Calls);
        _party = new(services.Settings.ProxyIp, _registrations);
        _referrals = services.Keep("referrals", () => new ReferralTable(options.Referrals, services.Calls));
        _replacements = services.Keep("replacements", () => new ReplacementTable(options.Referrals, services.Hasher));
        _servers = services.Keep("servers", () => new ServerTable(2 * options.Users, services.Hasher));
        _senders = new(services.Settings.ProxyIp, _registrations, _servers);
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "origin",
        Summary = "Finds messages that come from elsewhere than whoever may send them: torn-down calls, hijacked registrations, copied transfers, forged refusals, phones that strangers let call.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.In(SipMethod.Invite, SipMethod.Cancel, SipMethod.Bye, SipMethod.Update, SipMethod.Refer, SipMethod.Register, SipMethod.Publish, SipMethod.Notify)
            | Interest.InResponses(2) | Interest.InResponses(3) | Interest.InResponses(4) | Interest.InResponses(5) | Interest.InResponses(6),
        Events =
        [
            CancelCheck.Event, ReferCheck.Event, RegisterCheck.Event, ByeCheck.Event, CancelCheck.FastEvent, ReferredByCheck.Event, ReinviteCheck.Event,
            ResponseCheck.Event, ReplacesCheck.Event, ReferStrangerCheck.Event, PublishCheck.Event,
        ],
    };

    /// <inheritdoc/>
    public static OriginPreprocessor Create(OriginOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (inspection.Call.IsCut)
        {
            return;
        }

        if (!packet.Message.IsRequest)
        {
            _response.Inspect(packet, inspection);
            RegisterCheck.InspectAnswer(packet, inspection, _registrations);
            ReferStrangerCheck.InspectAnswer(packet, inspection, _senders);
            PublishCheck.InspectAnswer(packet, inspection, _senders, _registrations);
            return;
        }

        switch (packet.Message.Method)
        {
            case SipMethod.Cancel:
                _cancel.Inspect(packet, inspection);
                break;
            case SipMethod.Bye:
                ByeCheck.Inspect(packet, inspection, _party);
                break;
            case SipMethod.Refer:
                ReferCheck.Inspect(packet, inspection, _party, _referrals);
                ReferStrangerCheck.Inspect(packet, inspection, _senders);
                break;
            case SipMethod.Publish or SipMethod.Notify:
                PublishCheck.Inspect(packet, inspection, _senders, _registrations);
                break;
            case SipMethod.Register:
                RegisterCheck.Inspect(packet, inspection, _registrations);
                break;
            default:
                ReinviteCheck.Inspect(packet, inspection, _party);
                ReferredByCheck.Inspect(packet, inspection, _referrals);
                ReplacesCheck.Inspect(packet, inspection, _party, _replacements);
                break;
        }
    }

    /// <inheritdoc/>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _registrations.Observe(packet, inspection.Call);
        if (!packet.Message.IsRequest)
        {
            _servers.Add(packet, inspection.Call);
        }
        if (packet.Message.Method is SipMethod.Refer)
        {
            _referrals.Add(packet);
            _replacements.Add(packet, inspection.Call, _party);
        }
    }

    /// <inheritdoc/>
    public void OnTick(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _registrations.OnTick(inspection.Now);
        _referrals.OnTick(inspection.Now);
        _replacements.OnTick(inspection.Now);
        _servers.OnTick(inspection.Now);
    }

    /// <inheritdoc/>
    public void Summarize(PreprocessorSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        summary.Count("registered_users_given_up", _registrations.Evictions);
    }
}
