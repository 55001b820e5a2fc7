using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What registrars have accepted for each address-of-record: the Digest username, where it is not the user's name, and the Call-ID that its registrations go on with (RFC 3261 §10.2.4).</summary>
internal sealed class AccountNames(int users)
{
    // A move is a REGISTER, its answer to the challenge, and once more where the nonce was too old.
    private const int TriesOfMove = 3;

    private static readonly TimeSpan s_move = TimeSpan.FromMinutes(1);

    private readonly BoundedTable<Account> _accounts = new(users);

    /// <summary>Whether this is the name of the user's account.</summary>
    public bool Is(StateKey user, ulong username, Timestamp now) =>
        _accounts.PlaceOf(user, now) is >= 0 and var place && username != 0 && _accounts.At(place).Username == username;

    /// <summary>Whether a REGISTER from elsewhere goes on with the Call-ID that the user registered with, which strangers do not know. True a few times in a row only.</summary>
    /// <remarks>Counts while a request is judged, as counters of attempts do: a REGISTER that is dropped all the same is one of the tries.</remarks>
    public bool TryMove(StateKey user, StateKey callId, Timestamp now)
    {
        var place = _accounts.PlaceOf(user, now);
        if (place < 0 || _accounts.At(place).CallId != callId.Low)
        {
            return false;
        }

        ref var account = ref _accounts.At(place);
        (account.MoveSince, account.Moves) = now > account.MoveSince + s_move ? (now, (byte)0) : (account.MoveSince, account.Moves);
        return account.Moves < TriesOfMove && ++account.Moves > 0;
    }

    /// <summary>The registrar has accepted a REGISTER. With the password it says who the user is; without one it changes nothing that is known.</summary>
    public void Accept(StateKey user, StateKey callId, ulong username, bool byPassword, Timestamp now, TimeSpan lifetime)
    {
        ref var account = ref _accounts.GetOrAdd(user, now, out var isNew);
        if (isNew || byPassword)
        {
            account.CallId = callId.Low;
        }

        // The first name that it accepts holds as long as it is used.
        account.Username = account.Username == 0 && byPassword ? username : account.Username;
        account.Expires = now + lifetime;
    }

    /// <summary>Takes away a part of what is over.</summary>
    public void Sweep(Timestamp now, int parts) => _accounts.Sweep(now, _accounts.Capacity / parts);

    private struct Account : IEvictable<Account>
    {
        public ulong Username;
        public ulong CallId;
        public Timestamp MoveSince;
        public byte Moves;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
