using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The last request outside a dialog of each Call-ID and method: tells a new attempt from one that is sent again. Changed only by requests that pass.</summary>
internal sealed class AttemptTable(int capacity)
{
    // RFC 3261 timers A and E: a request is sent eleven times at the most.
    public const int MaxRetransmissions = 11;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<RequestAttempt> _attempts = new(capacity);

    public TableFill Fill => TableFill.Of("attempts", _attempts);

    public void Sweep(Timestamp now, int ticksForAll) => _attempts.Sweep(now, _attempts.Capacity / ticksForAll);

    /// <summary>Says whether a request is a new attempt, and how many branches it has taken with this one.</summary>
    public void LookUp(in SipPacket packet, CallContext context, bool isFurtherBranch)
    {
        var message = packet.Message;
        var cseq = message.CSeq.Number;
        var place = _attempts.PlaceOf(KeyOf(context, message.Method), packet.Time);
        context.AttemptPlace = place;
        if (place < 0)
        {
            (context.IsNewAttempt, context.Branches) = (true, 1);
            return;
        }

        ref readonly var attempt = ref _attempts.At(place);
        if (cseq > attempt.CSeq)
        {
            context.IsNewAttempt = attempt.ChallengedCSeq == 0 || !IsAnswer(attempt, context);
            context.Branches = 1;
            return;
        }

        context.IsFurtherBranch = isFurtherBranch;
        context.Branches = Math.Min((IsStale(attempt, packet.Time) ? 0 : attempt.Branches) + (isFurtherBranch ? 1 : 0), byte.MaxValue);
        context.IsNewAttempt = !IsRepeat(attempt, packet, context);
    }

    /// <summary>Takes in a request that passes.</summary>
    public void Observe(in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var cseq = message.CSeq.Number;
        var isFirst = context.AttemptPlace < 0;
        ref var attempt = ref isFirst ? ref _attempts.GetOrAdd(KeyOf(context, message.Method), packet.Time, out isFirst) : ref _attempts.At(context.AttemptPlace);
        attempt.Expires = packet.Time + s_lifetime;
        if (isFirst || cseq > attempt.CSeq)
        {
            attempt = new() { CSeq = cseq, Branches = 1, BranchesSince = packet.Time, Uri = context.UriKey.Low, Expires = attempt.Expires };
            _ = attempt.Path.TryAdd(packet.Source);
            _ = attempt.Path.TryAdd(packet.Target);
            return;
        }

        attempt.BranchesSince = IsStale(attempt, packet.Time) ? packet.Time : attempt.BranchesSince;
        attempt.Branches = (byte)context.Branches;
        if (!context.IsNewAttempt)
        {
            attempt.Repeats += attempt.Path.First.Address == packet.Source.Address ? (byte)1 : (byte)0;
            _ = attempt.Path.TryAdd(packet.Target);
        }
    }

    /// <summary>The request was challenged: its repeat with credentials that answer the challenge is no new attempt.</summary>
    public void OnChallenge(CallContext context, SipMethod method, uint cseq, StateKey nonce, Timestamp now)
    {
        var place = _attempts.PlaceOf(KeyOf(context, method), now);
        if (place >= 0 && _attempts.At(place).CSeq == cseq)
        {
            (_attempts.At(place).ChallengedCSeq, _attempts.At(place).GivenNonce) = (cseq, nonce.Low);
        }
    }

    /// <summary>Whether the request was seen on a further hop.</summary>
    public bool IsForwarded(CallContext context, SipMethod method, Timestamp now) =>
        _attempts.PlaceOf(KeyOf(context, method), now) is >= 0 and var place && _attempts.At(place).Branches > 1;

    // Anybody can write credentials; only what bears the nonce answers. A scheme without nonces has nothing to compare.
    private static bool IsAnswer(in RequestAttempt attempt, CallContext context) =>
        context.HasCredentials
        && (attempt.GivenNonce == 0 || attempt.GivenNonce == context.Credentials.Nonce.Low || (context.Credentials.Merit & CredentialMerit.AnswersTwin) != CredentialMerit.None);

    // A retransmission comes from the same place and asks for the same, a further hop comes from where the request was sent to.
    private static bool IsRepeat(in RequestAttempt attempt, in SipPacket packet, CallContext context) =>
        attempt.Path.HasAddress(packet.Source.Address)
        && attempt.Repeats < MaxRetransmissions
        && (attempt.Path.First.Address != packet.Source.Address || attempt.Uri == context.UriKey.Low || context.IsFurtherBranch);

    // A keep-alive that bears one CSeq for ever does not come round: a request goes all its ways within the life of its transactions.
    private static bool IsStale(in RequestAttempt attempt, Timestamp now) => now > attempt.BranchesSince + s_lifetime;

    // To stays the same on all hops; a sender that changes it sends something else.
    private static StateKey KeyOf(CallContext context, SipMethod method) => context.Keys.Call.With(context.ToKey).With((ulong)method);
}
