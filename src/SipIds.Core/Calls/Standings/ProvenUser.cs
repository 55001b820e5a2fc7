using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>A user who proved the password at one address.</summary>
internal struct ProvenUser : IEvictable<ProvenUser>
{
    /// <summary>The transaction that proved it: another final response of it takes the proof back.</summary>
    public StateKey Proof;

    /// <summary>When a request of this user from here was last challenged, a REGISTER apart: what bears no credentials reaches nobody then.</summary>
    public Timestamp Challenged;

    public Timestamp Expires { get; set; }

    public readonly int Rank => 1;
}
