using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Counts attempts over a sliding period, by user, source, target and call: floods, scans, password guessing. Events 4001 to 4022.</summary>
public sealed class ThresholdsPreprocessor : IPreprocessor<ThresholdsPreprocessor, ThresholdsOptions>, ICountObserver, ILearner
{
    // What has expired is swept away within so many seconds, so that a table with few live counts stays in the cache.
    private const int TicksForAll = 64;

    private readonly KeyHasher _hasher;
    private readonly BoundedTable<CountedWindow> _users;
    private readonly BoundedTable<CountedWindow> _sources;
    private readonly LimitShares _shares;
    private readonly NewRequests _new;
    private readonly AttemptCheck _attempts;
    private readonly TeardownCheck _teardowns;
    private readonly ReinviteCheck _reinvites;
    private readonly PasswordCheck _passwords;
    private readonly SlowGuessCheck _slowGuesses;
    private readonly ScanChecks _scans;
    private readonly DistributedCheck _distributed;
    private readonly MessageCheck _messages;
    private readonly SubscribeCheck _subscribes;
    private readonly ContactFanoutCheck _contacts;
    private readonly HangupCheck _hangups;
    private readonly ReflectionCheck _reflections;
    private readonly OpenTransactionCheck _open;
    private readonly AdaptiveLimits? _adaptive;

    private ThresholdsPreprocessor(ThresholdsOptions options, PreprocessorServices services)
    {
        var period = services.Settings.Period;
        _hasher = services.Hasher;
        _users = services.Keep("users", () => new BoundedTable<CountedWindow>(options.Users));
        _sources = services.Keep("sources", () => new BoundedTable<CountedWindow>(options.SourcesTracked));
        _new = services.Keep("claims", () => new NewRequests(options.SourcesTracked));
        _shares = new(services, _users, period);
        _attempts = new(options, services, _users, _sources, _shares);
        _teardowns = new(options, services, _users, _sources, _shares);
        _reinvites = new(options, services, _users, _shares);
        var slowShares = new LimitShares(services, _users, options.SlowPeriod);
        _slowGuesses = new(options, services, slowShares);
        _passwords = new(options, services, _shares, _slowGuesses);
        _scans = new(options, services, _shares, slowShares);
        _messages = new(options, services, _users, _sources, _shares);
        _subscribes = new(options, services, _sources, _shares);
        _contacts = new(options, services);
        _hangups = new(options, services, _shares);
        _reflections = new(options, services);
        _distributed = new(options, services);
        _open = new(options, services, _users);
        _adaptive = options.Adaptive ? services.Keep($"adaptive/{period}", () => new AdaptiveLimits(period, Info.Events)) : null;
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "thresholds",
        Summary = "Counts attempts by user, source, target and call: floods, scans and password guessing.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Messages,
        Events =
        [
            AttemptCheck.SpitCaller, AttemptCheck.InviteFlood, AttemptCheck.OptionsSender, AttemptCheck.OptionsTarget, AttemptCheck.RegisterSender,
            AttemptCheck.RegisterTarget, TeardownCheck.CancelFlood, TeardownCheck.ByeFlood, ReinviteCheck.Event, AttemptCheck.SourceFlood,
            PasswordCheck.Event, ExtensionScanCheck.Event, DistributedCheck.Event, OpenTransactionCheck.Event,
            TollScanCheck.Event, MessageCheck.Event, SubscribeCheck.Event, ContactFanoutCheck.Event, HangupCheck.Event, ReflectionCheck.Event,
            SlowScanCheck.Event, SlowGuessCheck.Event,
        ],
    };

    /// <inheritdoc/>
    public bool IsObserving => _adaptive is not null;

    /// <inheritdoc/>
    public static ThresholdsPreprocessor Create(ThresholdsOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (inspection.Call.IsFromWrongSide)
        {
            return;
        }

        if (packet.Message.IsRequest)
        {
            if (!packet.IsTrusted)
            {
                InspectRequest(packet, inspection);
            }
        }
        else if (inspection.Call.HasTransaction && !inspection.Call.Transaction.IsOfTrusted)
        {
            _reflections.InspectResponse(packet, inspection.Call.Transaction);
            if (inspection.Call.Transaction.IsOpen)
            {
                InspectResponse(packet, inspection);
            }
        }
    }

    /// <inheritdoc/>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (packet.Message.IsRequest && !packet.IsTrusted)
        {
            _open.Observe(packet, inspection);
            _scans.Observe(packet, inspection);
            _reflections.Observe(packet, inspection.Call);
        }
    }

    /// <inheritdoc/>
    public void OnTick(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var now = inspection.Now;
        _users.Sweep(now, _users.Capacity / TicksForAll);
        _sources.Sweep(now, _sources.Capacity / TicksForAll);
        _shares.OnTick(now);
        _open.OnTick(now);
        _passwords.OnTick(now);
        _slowGuesses.OnTick(now);
        _scans.OnTick(now);
        _contacts.OnTick(now);
        _hangups.OnTick(now);
        _reflections.OnTick(now);
        _adaptive?.OnTick(now);
    }

    /// <inheritdoc/>
    public void OnCount(in SubjectCount count, Inspection inspection) => _adaptive?.OnCount(count, inspection);

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
    {
        using var bytes = new MemoryStream();
        _adaptive?.Save(new(bytes));
        output.Write(bytes.ToArray());
    }

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        if (saved.IsEmpty)
        {
            return true;
        }

        try
        {
            _adaptive?.Restore(new(new MemoryStream(saved.ToArray())));
            return true;
        }
        catch (Exception damage) when (damage is IOException or InvalidDataException or FormatException)
        {
            fault = "is damaged";
            return false;
        }
    }

    /// <inheritdoc/>
    public void Summarize(PreprocessorSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        summary.Count("users_given_up", _users.LiveEvictions).Count("sources_given_up", _sources.LiveEvictions);
    }

    private void InspectRequest(in SipPacket packet, Inspection inspection)
    {
        var method = packet.Message.Method;
        var source = SourceKey.Of(packet.Origin.Address, _hasher);
        if (method is SipMethod.Ack || inspection.Call.HasCredentials)
        {
            _distributed.InspectAnswer(packet, source);
        }

        if (method is SipMethod.Ack)
        {
            _scans.InspectAck(packet, source, inspection);
            return;
        }

        if (method is SipMethod.Cancel or SipMethod.Bye)
        {
            _teardowns.Inspect(packet, source, inspection);
            if (method is SipMethod.Cancel)
            {
                _hangups.InspectCancel(packet, source, inspection);
            }
        }
        else if (_new.Includes(packet, inspection.Call))
        {
            InspectAttempt(packet, source, inspection);
        }
        else if (!inspection.Call.IsInDialog)
        {
            if (inspection.Call.HasCredentials)
            {
                _attempts.Confirm(packet, source, inspection);
            }

            InspectAsker(packet, source, inspection);
        }
        else if (method is SipMethod.Invite or SipMethod.Update)
        {
            _reinvites.Inspect(packet, inspection);
        }
    }

    private void InspectAttempt(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        _attempts.Inspect(packet, source, inspection);
        switch (packet.Message.Method)
        {
            case SipMethod.Invite or SipMethod.Register:
                _distributed.InspectAttempt(packet, source, inspection);
                break;
            case SipMethod.Message:
                _messages.Inspect(packet, source, inspection);
                break;
            case SipMethod.Subscribe or SipMethod.Publish or SipMethod.Notify:
                _subscribes.Inspect(packet, source, inspection);
                break;
            default:
                break;
        }

        InspectAsker(packet, source, inspection);
    }

    private void InspectAsker(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        if (!_passwords.InspectRequest(packet, source, inspection))
        {
            _slowGuesses.InspectRequest(packet, source, inspection);
        }

        _scans.InspectRequest(packet, source, inspection);
        _hangups.InspectRequest(packet, source, inspection);
        _reflections.InspectRequest(packet, source, inspection);
        if (packet.Message.Method is SipMethod.Register)
        {
            _contacts.Inspect(packet, source, inspection);
        }

        _open.InspectRequest(packet, inspection);
    }

    // Only the first final response counts; one that is sent again finds its transaction closed.
    private void InspectResponse(in SipPacket packet, Inspection inspection)
    {
        ref readonly var transaction = ref inspection.Call.Transaction;
        _distributed.InspectResponse(packet.Message, transaction, inspection.Now);
        if (!transaction.IsInDialog)
        {
            _scans.InspectResponse(packet, transaction, inspection);
            if (transaction.Method is SipMethod.Invite)
            {
                _hangups.InspectResponse(packet.Message.StatusCode, transaction, inspection);
            }
        }

        if (packet.Message.StatusCode < 200)
        {
            return;
        }

        _open.InspectFinal(transaction, inspection.Now);
        if (transaction.Method is SipMethod.Register && packet.Message.StatusCode < 300)
        {
            _contacts.InspectAccepted(packet, transaction, inspection);
        }

        if (transaction.HasCredentials)
        {
            _attempts.ConfirmAccepted(packet.Message, transaction, inspection);
            _passwords.InspectFinal(packet, transaction, inspection);
        }
    }
}
