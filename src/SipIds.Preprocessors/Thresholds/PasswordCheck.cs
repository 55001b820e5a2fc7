using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors.Mandatory;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4011: credentials that are rejected, for one user and from one source.</summary>
/// <remarks>While a user or source is over the line, its further requests are reported too, so that the next guess is dropped before it is answered.
/// A source from which the user proved the password before is left alone: guessing from elsewhere locks nobody out.</remarks>
internal sealed class PasswordCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4011, "password-guessing", Severity.High, EventAction.Drop,
        "More credentials of one user, or from one source, were rejected in `period` (401, 402, 403 or 407 after an Authorization) than `auth_failures` allows. "
        + "A stale nonce is no rejection (RFC 7616 §3.3); a success clears the user's count.")
    {
        Accuses = Accused.Asker,
    };

    // What has expired is swept away within so many seconds.
    private const int TicksForAll = 64;

    private static readonly CountedQuantity s_ofUser = new("auth_failures", "user", Event);
    private static readonly CountedQuantity s_ofSource = new("auth_failures", "source", Event);

    // Longer than any usual registration lives.
    private static readonly TimeSpan s_proofLifetime = TimeSpan.FromHours(2);

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<Guessed> _users = services.Keep("guessed_users", () => new BoundedTable<Guessed>(options.Users / 2));
    private readonly BoundedTable<CountedWindow> _sources = services.Keep("guessing_sources", () => new BoundedTable<CountedWindow>(options.SourcesTracked));
    private readonly Sightings _hops = services.Keep("rejection_hops", () => new Sightings(options.SourcesTracked));

    /// <summary>Reports a request outside dialogs whose user or source is over the line.</summary>
    public void InspectRequest(in SipMessage message, in SourceKey source, Inspection inspection)
    {
        if (_sources.Count == 0)
        {
            // Nobody's credentials were rejected of late: the rule, and a look-up spared.
            return;
        }

        var user = message.Method is SipMethod.Register ? inspection.Calls.ToKey : inspection.Calls.FromKey;
        var known = _users.PlaceOf(user, inspection.Now);
        if (known < 0 || _users.At(known).ProvedFrom != source.Key)
        {
            Judge(message, user, source, inspection);
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        _users.Sweep(now, _users.Capacity / TicksForAll);
        _sources.Sweep(now, _sources.Capacity / TicksForAll);
    }

    /// <summary>Counts the first final response to a request with credentials.</summary>
    public void InspectFinal(in SipPacket packet, in Transaction transaction, Inspection inspection)
    {
        var message = packet.Message;
        var source = SourceKey.Of(transaction.Origin.Address, _hasher);
        var user = transaction.Method is SipMethod.Register ? transaction.To : transaction.From;
        if (message.StatusCode is >= 200 and < 300)
        {
            OnSuccess(user, source, inspection.Now);
        }
        else if (message.StatusCode is 401 or 402 or 403 or 407 && !Credentials.AreOnlyStale(message)
            && !_hops.IsFurtherHop(inspection.Calls.CallKey.With(message.CSeq.Number), packet))
        {
            OnFailure(message, user, source, inspection);
            Judge(message, user, source, inspection);
        }
    }

    private void OnFailure(in SipMessage message, StateKey user, in SourceKey source, Inspection inspection)
    {
        var now = inspection.Now;
        ref var guessed = ref _users.GetOrAdd(user, now, out _);
        guessed.Expires = guessed.ProvedFrom == default ? now + _period : now + s_proofLifetime;
        var ofUser = guessed.Failures.Hit(now, _period);
        ref var failing = ref _sources.GetOrAdd(source.Key, now, out _);
        failing.Expires = now + _period;
        var ofSource = failing.Window.Hit(now, _period);
        if (inspection.IsMeasured)
        {
            Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
            inspection.Counted(s_ofUser, user, (message.CSeq.Method is SipMethod.Register ? message.To : message.From).Uri.Text, ofUser, options.AuthFailures);
            inspection.Counted(s_ofSource, source.Key, address[..source.Write(address)], ofSource, options.AuthFailures);
        }
    }

    private void OnSuccess(StateKey user, in SourceKey source, Timestamp now)
    {
        ref var guessed = ref _users.GetOrAdd(user, now, out _);
        guessed.Expires = now + s_proofLifetime;
        var failures = guessed.Failures.Read(now, _period);
        if (failures > options.AuthFailures)
        {
            // Who finds the password after so many guesses has proved nothing.
            return;
        }

        guessed.ProvedFrom = source.Key;
        guessed.Failures = default;
        var place = failures == 0 ? -1 : _sources.PlaceOf(source.Key, now);
        if (place >= 0)
        {
            _sources.At(place).Window.Take(failures);
        }
    }

    private void Judge(in SipMessage message, StateKey user, in SourceKey source, Inspection inspection)
    {
        var now = inspection.Now;
        var place = _users.PlaceOf(user, now);
        if (place >= 0 && _users.At(place).Failures.Read(now, _period) is var ofUser && ofUser > options.AuthFailures)
        {
            Report(message, source, user, ofUser, _users.At(place).Failures.Since(now, _period), inspection);
        }

        place = _sources.PlaceOf(source.Key, now);
        if (place >= 0 && _sources.At(place).Window.Read(now, _period) is var ofSource && ofSource > options.AuthFailures)
        {
            Report(message, source, source.Key, ofSource, _sources.At(place).Window.Since(now, _period), inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(in SipMessage message, in SourceKey source, StateKey subject, long count, Timestamp since, Inspection inspection)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" as "u8);
        detail.Add((message.CSeq.Method is SipMethod.Register ? message.To : message.From).Uri.Text);
        inspection.Report(Event, count, options.AuthFailures, since, detail.Text, subject);
    }

    private struct Guessed : IEvictable<Guessed>
    {
        public SlidingWindow Failures;

        /// <summary>The source of the last success.</summary>
        public StateKey ProvedFrom;

        public Timestamp Expires { get; set; }

        public readonly int Rank => (int)Failures.Count;
    }
}
