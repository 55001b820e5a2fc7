using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What addresses have proved, whoever acts there: that they can receive, register, and place calls that are answered.</summary>
internal sealed class OriginTable(int capacity, TimeSpan period, KeyHasher hasher)
{
    private const int CallsOfPeer = 20;
    private const int PartnersOfPeer = 5;

    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_registered = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_reachable = TimeSpan.FromMinutes(10);

    /// <summary>The records, for what is kept in them besides.</summary>
    public BoundedTable<OriginRecord> Records { get; } = new(capacity);

    public TableFill Fill => TableFill.Of("origins", Records);

    public bool IsReachable(NetAddress address, Timestamp now) => PlaceOf(address, now) is >= 0 and var place && Records.At(place).ReachableUntil > now;

    public bool HasAccount(NetAddress address, Timestamp now) => PlaceOf(address, now) is >= 0 and var place && Records.At(place).AccountUntil > now;

    public bool HasRegistered(NetAddress address, Timestamp now) =>
        PlaceOf(address, now) is >= 0 and var place && (Records.At(place).RegisteredUntil > now || Records.At(place).AccountUntil > now);

    public long AnsweredCalls(NetAddress address, Timestamp now) => PlaceOf(address, now) is >= 0 and var place ? Records.At(place).Answered.Read(now, s_day) : 0;

    public bool IsHeardOf(NetAddress address, Timestamp now) => PlaceOf(address, now) >= 0;

    /// <summary>Whether a server asks for passwords outside registrations.</summary>
    public bool Challenges(NetAddress server, Timestamp now) => PlaceOf(server, now) is >= 0 and var place && Records.At(place).ChallengesUntil > now;

    /// <summary>How many final responses an address acknowledged in a period.</summary>
    public long Acknowledged(NetAddress address, Timestamp now) => PlaceOf(address, now) is >= 0 and var place ? Records.At(place).Acknowledged.Read(now, period) : 0;

    /// <summary>Whether an address has had answered calls as a peer has, some of them begun by our side, and no account.</summary>
    public bool IsPeer(NetAddress address, Timestamp now)
    {
        var place = PlaceOf(address, now);
        if (place < 0)
        {
            return false;
        }

        ref var record = ref Records.At(place);
        return record is { IsCalled: true, Partners: PartnersOfPeer } && record.AccountUntil < now && record.Answered.Read(now, s_day) >= CallsOfPeer;
    }

    /// <summary>Whether it is a node of a farm that rings phones and is never called.</summary>
    public bool IsRinger(NetAddress address, Timestamp now)
    {
        var place = PlaceOf(address, now);
        return place >= 0 && Records.At(place) is { Partners: PartnersOfPeer } record && record.RegisteredUntil < now && record.Answered.Read(now, s_day) >= CallsOfPeer;
    }

    /// <summary>Whether an account proved its password here, or one registered or was answered here for some time.</summary>
    public bool IsKnown(NetAddress address, Timestamp now)
    {
        var place = PlaceOf(address, now);
        if (place < 0)
        {
            return false;
        }

        ref var record = ref Records.At(place);
        return record.AccountUntil > now || (now > record.Since + s_settling && (record.RegisteredUntil > now || record.Answered.Read(now, s_day) > 0));
    }

    public void OnReached(NetAddress address, Timestamp now) => Touch(address, now).ReachableUntil = now + s_reachable;

    /// <summary>A final response was acknowledged.</summary>
    /// <param name="address">By whom.</param>
    /// <param name="isRefusal">Whether with the tag of a server's own refusal, which went to this address alone.</param>
    /// <param name="now">The packets' clock.</param>
    public void OnAcknowledged(NetAddress address, bool isRefusal, Timestamp now)
    {
        ref var record = ref Touch(address, now);
        _ = record.Acknowledged.Hit(now, period);
        record.ReachableUntil = isRefusal ? now + s_reachable : record.ReachableUntil;
    }

    public void OnAccount(NetAddress address, Timestamp now, TimeSpan lifetime) => Touch(address, now).AccountUntil = now + lifetime;

    public void OnRegistered(NetAddress address, Timestamp now) => Touch(address, now).RegisteredUntil = now + s_registered;

    /// <summary>A server accepted what answered its challenge outside registrations.</summary>
    public void OnChallenger(NetAddress address, ulong proof, Timestamp now)
    {
        ref var server = ref Touch(address, now);
        (server.ChallengesUntil, server.ChallengeProof) = (now + s_day, proof);
    }

    /// <summary>Takes that back.</summary>
    public void RevokeChallenger(NetAddress address, ulong proof, Timestamp now)
    {
        if (PlaceOf(address, now) is >= 0 and var server && Records.At(server).ChallengeProof == proof)
        {
            Records.At(server).ChallengesUntil = default;
        }
    }

    /// <summary>A call was answered.</summary>
    public void OnAnsweredCall(NetAddress caller, ulong calledUser, NetAddress callee, ulong callingUser, Timestamp now)
    {
        ref var ofCaller = ref Touch(caller, now);
        _ = ofCaller.Answered.Hit(now, s_day);
        ofCaller.AddPartner(calledUser);
        ref var ofCallee = ref Touch(callee, now);
        _ = ofCallee.Answered.Hit(now, s_day);
        ofCallee.AddPartner(callingUser);
        ofCallee.IsCalled |= ofCallee.RegisteredUntil < now;
    }

    public void Sweep(Timestamp now, int parts) => Records.Sweep(now, Records.Capacity / parts);

    private int PlaceOf(NetAddress address, Timestamp now) => Records.PlaceOf(SourceKey.Of(address, hasher).Key, now);

    private ref OriginRecord Touch(NetAddress address, Timestamp now)
    {
        ref var record = ref Records.GetOrAdd(SourceKey.Of(address, hasher).Key, now, out var isNew);
        record.Since = isNew ? now : record.Since;
        record.Expires = now + s_day;
        return ref record;
    }
}
