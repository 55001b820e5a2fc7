using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The last request outside a dialog with one Call-ID and method, on all its hops: tells a new attempt from a retransmission, a further hop, and the repeat of a challenged request.</summary>
internal struct RequestAttempt : IEvictable<RequestAttempt>
{
    public uint CSeq;

    /// <summary>The CSeq of the request that was challenged last and has not been repeated; 0 for none.</summary>
    public uint ChallengedCSeq;

    /// <summary>Hash of the nonce that the challenge gave; 0 where it gave none.</summary>
    public ulong GivenNonce;

    /// <summary>Hash of the Request-URI that its first sender asked for.</summary>
    public ulong Uri;

    /// <summary>How often the request came again from where it first came from.</summary>
    public byte Repeats;

    /// <summary>Different branches that the request came with of late. Stops at 255.</summary>
    public byte Branches;

    /// <summary>When the first of these branches was seen.</summary>
    public Timestamp BranchesSince;

    /// <summary>Where the request first came from, and the hops it went to.</summary>
    public CallParty Path;

    public Timestamp Expires { get; set; }

    public readonly int Rank => 0;
}
