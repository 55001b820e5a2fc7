using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>Which users have proved to be at which address.</summary>
internal sealed class UserTable(int capacity, TimeSpan lifetime, TimeSpan period, KeyHasher hasher)
{
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(10);

    /// <summary>The records.</summary>
    public BoundedTable<ProvenUser> Records { get; } = new(capacity);

    public TableFill Fill => TableFill.Of("proven_users", Records);

    /// <summary>Whether a server accepted a request of this user from this address that answered its challenge.</summary>
    public bool IsByPassword(StateKey user, NetAddress address, Timestamp now) => PlaceOf(user, address, now) is >= 0 and var place && Records.At(place).IsByPassword;

    /// <summary>The place of a user who belongs to an address; -1 if none does. Where no password is asked for, a registration that is older than an attack says so.</summary>
    public int PlaceOfSettled(StateKey user, NetAddress address, Timestamp now)
    {
        var place = PlaceOf(user, address, now);
        return place >= 0 && (Records.At(place).IsByPassword || now > Records.At(place).Since + s_settling) ? place : -1;
    }

    /// <summary>A registrar has taken the user's registration from an address.</summary>
    public ref ProvenUser Accept(StateKey user, NetAddress address, Timestamp now)
    {
        ref var accepted = ref Records.GetOrAdd(KeyOf(user, address), now, out var isNew);
        accepted.Since = isNew ? now : accepted.Since;
        accepted.Expires = now + lifetime;
        return ref accepted;
    }

    /// <summary>A transaction has proved the user's password.</summary>
    public void Prove(StateKey user, NetAddress address, StateKey proof, Timestamp now)
    {
        ref var proven = ref Accept(user, address, now);
        (proven.IsByPassword, proven.Proof) = (true, proof);
    }

    /// <summary>Takes that back.</summary>
    public void Revoke(StateKey user, NetAddress address, StateKey proof, Timestamp now)
    {
        if (PlaceOf(user, address, now) is >= 0 and var place && Records.At(place).Proof == proof)
        {
            Records.At(place).Expires = default;
        }
    }

    /// <summary>The user acknowledged a final response from an address.</summary>
    public void OnAcknowledged(StateKey user, NetAddress address, Timestamp now)
    {
        if (PlaceOf(user, address, now) is >= 0 and var place)
        {
            _ = Records.At(place).Acknowledged.Hit(now, period);
        }
    }

    public void Sweep(Timestamp now, int parts) => Records.Sweep(now, Records.Capacity / parts);

    private int PlaceOf(StateKey user, NetAddress address, Timestamp now) => Records.PlaceOf(KeyOf(user, address), now);

    private StateKey KeyOf(StateKey user, NetAddress address) => user.With(SourceKey.Of(address, hasher).Key);
}
