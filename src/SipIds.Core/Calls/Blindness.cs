using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>What the sensor cannot have seen: what was before it, what a snap length cut, and what was given up for want of room. Nobody is accused for it.</summary>
/// <param name="midstreamGrace">How long after the first packet calls are taken as they are found.</param>
/// <param name="waitFinal">How long an unanswered INVITE is waited for.</param>
internal sealed class Blindness(TimeSpan midstreamGrace, TimeSpan waitFinal)
{
    // Longer than nearly every call: how long calls are incomplete after a message that nobody can place, or after one was given up.
    private static readonly TimeSpan s_longestCall = TimeSpan.FromHours(2);

    private Timestamp _started;
    private Timestamp _now;
    private Timestamp _blindUntil;
    private Timestamp _lacksTransactionsUntil;
    private Timestamp _cutUntil;
    private long _callEvictions;
    private long _transactionEvictions;

    /// <summary>Sets the clock.</summary>
    public void Begin(Timestamp now) => (_started, _now) = (_started == default ? now : _started, now);

    /// <summary>Says what is known of the time of a packet.</summary>
    public void Tell(CallContext context, Timestamp now)
    {
        context.IsMidstream = now < _started + midstreamGrace;
        context.IsCut = now < _cutUntil;
        context.IsBlind = context.IsMidstream || context.IsCut || now < _blindUntil;
        context.LacksTransactions = context.IsBlind || now < _lacksTransactionsUntil;
    }

    /// <summary>A message was cut.</summary>
    public void OnCut(Timestamp now) => _cutUntil = now + s_longestCall;

    /// <summary>Takes note of what was given up since the last time.</summary>
    /// <remarks>A flood of one kind does not blind for the other: who fills the table of transactions has taken no call away.</remarks>
    public void OnEvictions(long calls, long transactions, Timestamp now)
    {
        if (calls != _callEvictions)
        {
            _callEvictions = calls;
            BeBlindUntil(now + waitFinal);
        }

        if (transactions != _transactionEvictions)
        {
            _transactionEvictions = transactions;
            _lacksTransactionsUntil = now + waitFinal;
        }
    }

    /// <summary>A call gives way to another one.</summary>
    /// <remarks>It may be heard of again for as long as it would have lived. Whoever speaks in it until then makes it known again, so few calls last longer unheard.</remarks>
    public void OnForgotten(in Call call)
    {
        if (call.Rank > 1)
        {
            var latest = _now + s_longestCall;
            BeBlindUntil(call.Expires < latest ? call.Expires : latest);
        }
    }

    private void BeBlindUntil(Timestamp end) => _blindUntil = end > _blindUntil ? end : _blindUntil;
}
