using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4022: credentials that are rejected over a day, too slowly for 4011, from one address without a success or for one user from several such.</summary>
/// <remarks>
/// What bears a nonce that nobody gave, and may be forged, cuts only its like. Of those who ask for one user only addresses that guessed for that user themselves are cut: whoever comes home to a user under attack gets in.
/// Reported is the attempt that would be one too many.
/// </remarks>
internal sealed class SlowGuessCheck(ThresholdsOptions options, PreprocessorServices services, LimitShares shares)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4022, "slow-guess", Severity.Medium, EventAction.Drop,
        "More credentials were rejected in `slow_period` (401, 402, 403 or 407 after an Authorization) than `slow_auth_failures` allows, from one address, or one IPv6 /48, where no password was accepted, or for one user from such addresses.")
    {
        Title = "Slow password guessing",
        Classification = EventClass.AttemptedUser,
        Drop = "REGISTERs and requests with credentials, with their retransmissions, while the count of the last `slow_period` is at the limit: of that address those for the users it guessed for most; "
            + "for that user those of the addresses that guessed three times or more. Where a password was accepted in the last two hours nothing is cut, nor are peers. Nothing else is touched.",
        Settings = ["slow_auth_failures", "slow_period", "standing.lifetime", "standing_grace", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A phone with an old password that tries all day, alone at its address; inline that costs nobody else a call.",
        Accuses = Accused.Asker,
    };

    // A person who has moved and mistypes.
    private const int Mistakes = 3;

    private const ulong Foreign = 2;

    private static readonly CountedQuantity s_ofSource = new("slow_auth_failures", "source", Event) { IsSlow = true };
    private static readonly CountedQuantity s_ofUser = new("slow_auth_failures", "user", Event) { IsSlow = true };

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly SlowGuesses _guesses = new(options, services);

    /// <summary>Counts rejected credentials.</summary>
    public void OnFailure(in SipMessage message, StateKey user, in SourceKey source, in Transaction request, Inspection inspection)
    {
        if (HasSuccess(request.Origin.Address, inspection))
        {
            return;
        }

        var isForeign = !request.BearsGivenNonce;
        var (ofSource, ofUser) = (Of(AskedFor.By(source, _hasher), isForeign), Of(user, isForeign));
        var count = _guesses.OnFailure(ofSource, ofUser, inspection.Now);
        shares.Follow(ofSource, user, count, options.SlowAuthFailures, inspection.Now);
        if (inspection.IsMeasured)
        {
            Measure(message, user, source, count, _guesses.OfUser(ofUser, inspection.Now), inspection);
        }
    }

    /// <summary>Takes in that credentials were accepted.</summary>
    public void OnSuccess(StateKey user, in SourceKey source, Timestamp now)
    {
        if (!_guesses.IsQuiet)
        {
            _guesses.OnSuccess(Of(AskedFor.By(source, _hasher), isForeign: false), Of(user, isForeign: false), options.SlowAuthFailures, now);
        }
    }

    /// <summary>Reports an attempt to authenticate that would be one too many.</summary>
    public void InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        if (!_guesses.IsQuiet && (calls.HasCredentials || packet.Message.Method is SipMethod.Register) && !HasSuccess(packet.Origin.Address, inspection))
        {
            Judge(packet, source, isForeign: false, inspection);
            if (calls.HasCredentials && !calls.BearsGivenNonce)
            {
                Judge(packet, source, isForeign: true, inspection);
            }
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _guesses.OnTick(now);

    private static StateKey Of(StateKey key, bool isForeign) => key.With((ulong)Event.Sid).With(isForeign ? Foreign : 0);

    // Others behind an address know their passwords: it is somebody's home.
    private static bool HasSuccess(NetAddress address, Inspection inspection) =>
        inspection.Call.Standing.HasAccount(address, inspection.Now) || inspection.Call.Standing.IsPeer(address, inspection.Now);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, bool isForeign, Inspection inspection)
    {
        var (user, now) = (inspection.Call.UserKey, inspection.Now);
        var (ofSource, ofUser) = (Of(AskedFor.By(source, _hasher), isForeign), Of(user, isForeign));
        var fromSource = _guesses.OfSource(ofSource, now);
        if (fromSource >= options.SlowAuthFailures)
        {
            var isSpared = StandingRules.HasStanding(packet, inspection.Call) || !shares.ExceedsInName(ofSource, user, options.SlowAuthFailures, inspection);
            Report(packet.Message, source, source.Key, fromSource + 1, inspection, isSpared);
        }

        var forUser = _guesses.OfUser(ofUser, now);
        if (forUser >= options.SlowAuthFailures && _guesses.OfSource(ofSource.With(ofUser), now) >= Mistakes)
        {
            Report(packet.Message, source, user, forUser + 1, inspection, StandingRules.HasStanding(packet, inspection.Call));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Measure(in SipMessage message, StateKey user, in SourceKey source, long ofSource, long ofUser, Inspection inspection)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        inspection.Counted(s_ofSource, source.Key, address[..source.Write(address)], ofSource, options.SlowAuthFailures);
        inspection.Counted(s_ofUser, user, NameOf(message).Text, ofUser, options.SlowAuthFailures);
    }

    private static SipUri NameOf(in SipMessage message) => (message.CSeq.Method is SipMethod.Register ? message.To : message.From).Uri;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(in SipMessage message, in SourceKey source, StateKey subject, long count, Inspection inspection, bool isSpared)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" as "u8);
        detail.Add(NameOf(message).Text);
        inspection.Report(Event, count, options.SlowAuthFailures, default, detail.Text, subject, options.SlowPeriod, isSpared);
    }
}
