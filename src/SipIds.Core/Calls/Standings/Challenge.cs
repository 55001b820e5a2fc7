using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>A nonce that a server gave to one address.</summary>
internal struct Challenge : IEvictable<Challenge>
{
    /// <summary>The Call-ID of the request that was challenged.</summary>
    public StateKey CallId;

    /// <summary>The user whose credentials with it were accepted last; 0 for none.</summary>
    public ulong AcceptedFor;

    /// <summary>The highest count of credentials with it that passed (RFC 7616 §3.4); 0 where they were not counted.</summary>
    public uint NonceCount;

    /// <summary>How many credentials with it were rejected. Stops at 255.</summary>
    public byte Rejections;

    /// <summary>When credentials with it were first rejected; default if they never were.</summary>
    public Timestamp Rejected;

    /// <summary>Whether it can be computed from what the server gave before, so that it proves nothing of who returns it.</summary>
    public bool IsComputable;

    /// <summary>Whether credentials with it were accepted.</summary>
    public readonly bool IsAccepted => AcceptedFor != 0;

    public Timestamp Expires { get; set; }

    public readonly int Rank => IsAccepted ? 1 : 0;
}
