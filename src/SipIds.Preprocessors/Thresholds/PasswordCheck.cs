using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4011: credentials that are rejected, for one user and from one source.</summary>
/// <remarks>
/// While a user or source is over the line, its further attempts to authenticate (requests with credentials, and REGISTERs) are reported too, so that the next guess is dropped before it is answered.
/// Whose guesses they were decides whom that hits: of those who ask for one user the addresses that guessed, of one address the users that were guessed for.
/// </remarks>
internal sealed class PasswordCheck(ThresholdsOptions options, PreprocessorServices services, LimitShares shares, SlowGuessCheck slow)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4011, "password-guessing", Severity.High, EventAction.Drop,
        "More credentials of one user, or from one source, were rejected in `period` (401, 402, 403 or 407 after an Authorization) than `auth_failures` allows. "
        + "A stale nonce (RFC 7616 §3.3) is no rejection, nor is the first one of a nonce that was good before; a success within the limit clears the user's count. "
        + "A success beyond it, of a source that guessed as often, is reported too: the password is found.")
    {
        Title = "Password guessing",
        Classification = EventClass.AttemptedUser,
        Drop = "REGISTERs and requests with credentials, with their retransmissions, while the count of the last `period` is over the limit: in that user's name those of the addresses that guessed most, "
            + "from that address those for the users it guessed for. A user who proved the password at an address is cut there only for more guesses of that user's own than the limit. Nothing else is touched.",
        Settings = ["auth_failures", "period", "standing_grace", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A phone with an old password that tries again and again; inline that costs nobody else behind its address a call.",
        Accuses = Accused.Asker,
    };

    // What has expired is swept away within so many seconds.
    private const int TicksForAll = 64;

    // So long a name leaves room for what is said of it.
    private const int MaxName = 120;

    private static readonly CountedQuantity s_ofUser = new("auth_failures", "user", Event);
    private static readonly CountedQuantity s_ofSource = new("auth_failures", "source", Event);

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<CountedWindow> _users = services.Keep("guessed_users", () => new BoundedTable<CountedWindow>(options.Users / 2));
    private readonly BoundedTable<GuessingSource> _sources = services.Keep("guessing_sources", () => new BoundedTable<GuessingSource>(options.SourcesTracked));
    private readonly Sightings _hops = services.Keep("rejection_hops", () => new Sightings(options.SourcesTracked));

    /// <summary>Reports an attempt to authenticate that exceeds its sender's share of the guesses.</summary>
    /// <returns>Whether one was reported.</returns>
    public bool InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        // Nobody's credentials were rejected recently: the rule, and a look-up spared.
        if (_sources.Count > 0 && (inspection.Call.HasCredentials || packet.Message.Method is SipMethod.Register))
        {
            return JudgeRequest(packet, source, inspection);
        }

        return false;
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
            OnSuccess(message, user, source, transaction, inspection);
            slow.OnSuccess(user, source, inspection.Now);
        }
        else if (message.StatusCode is 401 or 402 or 403 or 407 && !DigestChallenge.IsOnlyStale(message)
            && !_hops.IsFurtherHop(inspection.Call.CallKey.With(message.CSeq.Number), packet)
            && (message.StatusCode is 402 or 403 || inspection.Call.Standing.IsWrongPassword(transaction, inspection.Now)))
        {
            OnFailure(message, user, source, transaction, inspection);
            slow.OnFailure(message, user, source, transaction, inspection);
        }
    }

    private void OnFailure(in SipMessage message, StateKey user, in SourceKey source, in Transaction transaction, Inspection inspection)
    {
        var now = inspection.Now;
        var isForeign = !transaction.BearsGivenNonce;
        var (ofUser, ofSource) = (OfUser(user, isForeign), OfSource(source, isForeign));
        ref var guessed = ref _users.GetOrAdd(ofUser, now, out _);
        guessed.Expires = now + _period;
        var forUser = guessed.Window.Hit(now, _period);
        ref var failing = ref _sources.GetOrAdd(ofSource, now, out _);
        failing.Expires = now + _period;
        failing.Add(user, AccountOf(message));
        var fromSource = failing.Window.Hit(now, _period);
        shares.Add(ofUser, shares.HolderOf(transaction.Origin.Address), now);
        shares.Add(ofSource, new(user, user), now);
        if (transaction.ReturnsNonce)
        {
            shares.Add(CertainlyOf(user), shares.HolderOf(transaction.Origin.Address), now);
        }

        if (inspection.IsMeasured)
        {
            Measure(message, user, source, forUser, fromSource, inspection);
        }

        // The answer is the server's and passes; the next guess does not.
        if (forUser > options.AuthFailures)
        {
            Report(AccountOf(message), default, source, user, forUser, guessed.Window.Since(now, _period), inspection, isSpared: true);
        }

        if (fromSource > options.AuthFailures)
        {
            Report(failing, source, inspection, isSpared: true);
        }
    }

    private void OnSuccess(in SipMessage message, StateKey user, in SourceKey source, in Transaction transaction, Inspection inspection)
    {
        var now = inspection.Now;
        var place = _users.PlaceOf(OfUser(user, isForeign: false), now);
        var failures = place >= 0 ? _users.At(place).Window.Read(now, _period) : 0;
        if (failures == 0)
        {
            return;
        }

        var guesser = _sources.PlaceOf(OfSource(source, isForeign: false), now);
        if (failures <= options.AuthFailures)
        {
            _users.At(place).Window = default;
            if (guesser >= 0)
            {
                _sources.At(guesser).Window.Take(failures);
            }
        }
        else if (guesser >= 0 && _sources.At(guesser).Window.Read(now, _period) > options.AuthFailures
            && !inspection.Call.Standing.IsProven(user, transaction.Origin.Address, now))
        {
            // Finding the password after so many guesses proves nothing, unless it is the user's own at an address proved before.
            Report(AccountOf(message), ": accepted, the password is found"u8, source, user.With((ulong)SipMethod.Register), failures, _users.At(place).Window.Since(now, _period), inspection, isSpared: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool JudgeRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        var (user, now) = (calls.UserKey, inspection.Now);
        var holder = shares.HolderOf(packet.Origin.Address);
        if (calls.Standing.IsProven(user, packet.Origin.Address, now) && !shares.ExceedsAlone(CertainlyOf(user), holder, options.AuthFailures, now))
        {
            return false;
        }

        var isReported = Judge(packet, source, isForeign: false, inspection);
        return (calls.HasCredentials && !calls.BearsGivenNonce && Judge(packet, source, isForeign: true, inspection)) || isReported;
    }

    private bool Judge(in SipPacket packet, in SourceKey source, bool isForeign, Inspection inspection)
    {
        var (user, now) = (inspection.Call.UserKey, inspection.Now);
        var (ofUser, ofSource) = (OfUser(user, isForeign), OfSource(source, isForeign));
        var isReported = false;
        var place = _users.PlaceOf(ofUser, now);
        if (place >= 0 && _users.At(place).Window.Read(now, _period) is var forUser && forUser > options.AuthFailures
            && shares.WouldExceed(ofUser, shares.HolderOf(packet.Origin.Address), options.AuthFailures, inspection))
        {
            Report(AccountOf(packet.Message), default, source, user, forUser, _users.At(place).Window.Since(now, _period), inspection);
            isReported = true;
        }

        place = _sources.PlaceOf(ofSource, now);
        if (place >= 0 && _sources.At(place).Window.Read(now, _period) is var fromSource && fromSource > options.AuthFailures
            && shares.WouldExceed(ofSource, new(user, user), options.AuthFailures, inspection))
        {
            Report(_sources.At(place), source, inspection);
            isReported = true;
        }

        return isReported;
    }

    // Whoever makes up a nonce can make up the source as well: such guesses cut only more of their kind, and no phone that answers its own challenges.
    private static StateKey OfUser(StateKey user, bool isForeign) => user.With((ulong)Event.Sid).With(isForeign ? 2ul : 0);

    // Guesses that nobody can have forged: only these are held against a user at an address of their own.
    private static StateKey CertainlyOf(StateKey user) => user.With((ulong)Event.Sid).With(1);

    private static StateKey OfSource(in SourceKey source, bool isForeign) => source.Key.With((ulong)Event.Sid).With(isForeign ? 2ul : 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Measure(in SipMessage message, StateKey user, in SourceKey source, long ofUser, long ofSource, Inspection inspection)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        inspection.Counted(s_ofUser, user, AccountOf(message), ofUser, options.AuthFailures);
        inspection.Counted(s_ofSource, source.Key, address[..source.Write(address)], ofSource, options.AuthFailures);
    }

    private static ReadOnlySpan<byte> AccountOf(in SipMessage message) => (message.CSeq.Method is SipMethod.Register ? message.To : message.From).Uri.Text;

    // Whose request or answer happens to be the one too many need not be whose password was guessed.
    private void Report(in GuessingSource guesser, in SourceKey source, Inspection inspection, bool isSpared = false) =>
        Report(guesser.Account, guesser.HasOthers ? " and others"u8 : default, source, source.Key, guesser.Window.Read(inspection.Now, _period), guesser.Window.Since(inspection.Now, _period), inspection, isSpared);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(
        ReadOnlySpan<byte> account, ReadOnlySpan<byte> words, in SourceKey source, StateKey subject, long count, Timestamp since, Inspection inspection, bool isSpared = false)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" as "u8);
        detail.Add(account[..Math.Min(account.Length, MaxName)]);
        detail.Add(words);
        inspection.Report(Event, count, options.AuthFailures, since, detail.Text, subject, isSpared: isSpared);
    }
}
