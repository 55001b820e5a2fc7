using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>The Digest usernames that registrars have accepted for addresses-of-record whose user has another name.</summary>
internal sealed class AccountNames(int users)
{
    private readonly BoundedTable<Name> _names = new(users);

    /// <summary>Whether this is the name of the user's account.</summary>
    public bool Is(StateKey user, ulong username, Timestamp now) => _names.PlaceOf(user, now) is >= 0 and var place && _names.At(place).Username == username;

    /// <summary>The registrar has accepted the name for the user: the first that it accepts holds as long as it is used.</summary>
    public void Accept(StateKey user, ulong username, Timestamp now, TimeSpan lifetime)
    {
        ref var name = ref _names.GetOrAdd(user, now, out var isNew);
        name.Username = isNew ? username : name.Username;
        name.Expires = name.Username == username ? now + lifetime : name.Expires;
    }

    /// <summary>Takes away a part of what is over.</summary>
    public void Sweep(Timestamp now, int parts) => _names.Sweep(now, _names.Capacity / parts);

    private struct Name : IEvictable<Name>
    {
        public ulong Username;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
