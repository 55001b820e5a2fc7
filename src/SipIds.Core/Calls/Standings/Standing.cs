using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What the origins of messages have proved so far: who can receive at an address, act as a user, or place calls without a password.</summary>
public sealed class Standing
{
    private bool Knows { get; }

    /// <summary>Whether something that went to this address alone came back from there, so that it is no forged source.</summary>
    public bool IsReachable(NetAddress address, Timestamp now) => Knows;

    /// <summary>Whether a server of ours accepted a request of this user from this address that answered its challenge.</summary>
    public bool IsProven(StateKey user, NetAddress address, Timestamp now) => Knows;

    /// <summary>Whether the address places calls without a password: named in <c>peers</c>, or learnt from answered calls.</summary>
    public bool IsPeer(NetAddress address, Timestamp now) => Knows;
}
