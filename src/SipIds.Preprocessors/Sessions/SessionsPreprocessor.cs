using SipIds.Calls;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Sessions;

/// <summary>The preprocessor <c>sessions</c>: does a message fit the call that it belongs to? Judged by the call table cnxmap and its state machine.</summary>
public sealed class SessionsPreprocessor : IPreprocessor<SessionsPreprocessor, SessionsOptions>
{
    private readonly LimitCheck _limit;
    private readonly LoopCheck _loop;
    private readonly NotifyCheck _notify;
    private readonly DigestLeakCheck _digestLeak;
    private readonly Visibility _visibility;

    private SessionsPreprocessor(SessionsOptions options, PreprocessorServices services)
    {
        _limit = new(options.Limit, services);
        _loop = new(options.MaxForks);
        _notify = new(options.Subscriptions, services);
        _digestLeak = new(options.Authenticators, services);
        _visibility = services.Calls.Visibility;
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "sessions",
        Summary = "Messages that do not fit the call that they claim to belong to.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Messages,
        Events =
        [
            AckCheck.Event, ByeCheck.Event, ReinviteCheck.Event, UpdateCheck.Event, LimitCheck.Event, CancelCheck.Event,
            ResponseCheck.Event, CSeqOrderCheck.Event, TagsCheck.Event, PrackCheck.Event, NotifyCheck.Event, DigestLeakCheck.Event,
            LoopCheck.Event,
        ],
    };

    /// <inheritdoc/>
    public static SessionsPreprocessor Create(SessionsOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var context = inspection.Call;
        if (context.IsCut)
        {
            return;
        }

        if (!packet.Message.IsRequest)
        {
            ResponseCheck.Inspect(packet, context, inspection);
            _digestLeak.Inspect(packet, context, inspection);
            return;
        }

        if (context.IsRetransmission)
        {
            return;
        }

        InspectRequest(packet, context, inspection);
        _loop.Inspect(packet, context, inspection);
        if (context is { IsInDialog: true, HasCall: true })
        {
            TagsCheck.Inspect(packet, context, inspection);
            CSeqOrderCheck.Inspect(packet, context, inspection);
        }
    }

    /// <inheritdoc/>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (packet.Message.IsRequest)
        {
            _notify.Observe(packet);
        }
        else
        {
            _digestLeak.Observe(packet, inspection.Call);
        }
    }

    /// <inheritdoc/>
    public void Summarize(PreprocessorSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        summary.Count("not_judged_as_one_direction_is_missing", _visibility.OneWay);
        summary.Count("answers_before_their_requests", _visibility.AnswersFirst);
    }

    private void InspectRequest(in SipPacket packet, CallContext context, Inspection inspection)
    {
        switch (packet.Message.Method)
        {
            case SipMethod.Invite when context.IsInDialog:
                ReinviteCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Invite:
                _limit.Inspect(packet, context, inspection);
                break;
            case SipMethod.Ack:
                AckCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Bye:
                ByeCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Cancel:
                CancelCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Update:
                UpdateCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Prack:
                PrackCheck.Inspect(packet, context, inspection);
                break;
            case SipMethod.Notify:
                _notify.Inspect(packet, context, inspection);
                break;
            default:
                break;
        }
    }
}
