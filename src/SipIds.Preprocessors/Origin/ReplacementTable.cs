using SipIds.Calls;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>Attended transfers that passed a moment ago: which call a REFER of one of its sides lets be replaced, and where the REFER went.</summary>
internal sealed class ReplacementTable(int capacity, KeyHasher hasher)
{
    private const int TicksForAll = 32;

    // What a transfer takes at most: the REFER's transaction and the INVITE's (RFC 3261 timers F and B).
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<Referral> _referrals = new(capacity);

    /// <summary>The key of a Call-ID, plain or escaped as in a Refer-To.</summary>
    public StateKey KeyOf(ReadOnlySpan<byte> callId) => hasher.HashUnescaped(callId);

    /// <summary>Takes in a REFER that reaches its endpoint, if it comes from a side of the call that it lets be replaced, or is passed on.</summary>
    public void Add(in SipPacket refer, CallContext calls, PartyCheck party)
    {
        var callId = NamedDialog.CallIdOf(NameAddress.Parse(refer.Message.ValueOf(SipHeaderId.ReferTo), out var parts).Uri);
        if (callId.IsEmpty)
        {
            return;
        }

        var key = KeyOf(callId);
        if (party.Judge(calls.Find(key, refer.Time), refer, calls) is Kinship.Stranger && !WentTo(key, refer))
        {
            return;
        }

        ref var referral = ref _referrals.GetOrAdd(key, refer.Time, out _);
        referral.Expires = refer.Time + s_lifetime;
        referral.Add(refer.Target);
    }

    /// <summary>Whether the sender of a message was asked to replace a call.</summary>
    public bool WentTo(StateKey call, in SipPacket packet) =>
        _referrals.PlaceOf(call, packet.Time) is >= 0 and var place
        && (_referrals.At(place).WentTo(packet.Origin.Address) || _referrals.At(place).WentTo(packet.Source.Address));

    /// <summary>Takes away a part of what is over.</summary>
    public void OnTick(Timestamp now) => _referrals.Sweep(now, _referrals.Capacity / TicksForAll);
}
