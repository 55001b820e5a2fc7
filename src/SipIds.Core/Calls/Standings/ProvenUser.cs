using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>A user at one address: with the password that the server asked for, or, where it asks for none, by a registration that it accepted.</summary>
internal struct ProvenUser : IEvictable<ProvenUser>
{
    /// <summary>Whether the password was asked for and was right.</summary>
    public bool IsByPassword;

    /// <summary>When the user was first accepted here.</summary>
    public Timestamp Since;

    /// <summary>The transaction that proved it: another final response of it takes the proof back.</summary>
    public StateKey Proof;

    /// <summary>Final responses that the user acknowledged from here, in a period.</summary>
    public SlidingWindow Acknowledged;

    public Timestamp Expires { get; set; }

    public readonly int Rank => IsByPassword ? 2 : 1;
}
