using SipIds.Calls;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>REFERs that passed of late: who referred to whom, and where the REFER went.</summary>
internal sealed class ReferralTable(int capacity, CallTracker calls)
{
    private const int TicksForAll = 32;

    // What a transfer takes at most: the REFER's transaction and the INVITE's (RFC 3261 timers F and B).
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<Referral> _referrals = new(capacity);

    /// <summary>Takes in a REFER that reaches its endpoint, on each of its hops.</summary>
    public void Add(in SipPacket packet)
    {
        ref var referral = ref _referrals.GetOrAdd(KeyOf(packet.Message), packet.Time, out _);
        referral.Expires = packet.Time + s_lifetime;
        referral.Add(packet.Target);
    }

    /// <summary>Whether a REFER of the same referrer to the same target passed.</summary>
    public bool Knows(in SipPacket packet) => _referrals.PlaceOf(KeyOf(packet.Message), packet.Time) >= 0;

    /// <summary>The place of the REFER that an INVITE says it obeys; -1 if none is known.</summary>
    public int PlaceOf(in SipPacket packet)
    {
        var message = packet.Message;
        return _referrals.PlaceOf(KeyOf(ReferrerOf(message), message.RequestUri), packet.Time);
    }

    public ref readonly Referral At(int place) => ref _referrals.At(place);

    /// <summary>Takes away a part of what is over.</summary>
    public void OnTick(Timestamp now) => _referrals.Sweep(now, _referrals.Capacity / TicksForAll);

    // RFC 3892 §2.1: a REFER without Referred-By speaks in the name of its From.
    private StateKey ReferrerOf(in SipMessage message) =>
        calls.KeyOf(message.Has(SipHeaderId.ReferredBy) ? NameAddress.Parse(message.ValueOf(SipHeaderId.ReferredBy), out var parts).Uri : message.From.Uri);

    private StateKey KeyOf(in SipMessage refer) =>
        KeyOf(ReferrerOf(refer), NameAddress.Parse(refer.ValueOf(SipHeaderId.ReferTo), out var parts).Uri);

    private StateKey KeyOf(StateKey referrer, SipUri target) => referrer.With(calls.KeyOf(target));
}
