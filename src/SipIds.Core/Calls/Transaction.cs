using SipIds.Calls.Media;
using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>One request and its answers on one hop (RFC 3261 §17), known by branch, CSeq method and Call-ID.</summary>
public struct Transaction : IEvictable<Transaction>
{
    /// <summary>The method.</summary>
    public SipMethod Method { get; internal set; }

    /// <summary>Whether the request carried credentials.</summary>
    public bool HasCredentials { get; internal set; }

    /// <summary>Whether the request was dropped on its way. In the replay of a capture it is answered all the same.</summary>
    public bool WasDropped { get; internal set; }

    /// <summary>Whether it certainly came from its origin: over a connection of its own, or with a nonce that went there alone.</summary>
    public bool IsOwn { get; internal set; }

    /// <summary>Whether its credentials return a nonce that was given to its origin alone.</summary>
    public readonly bool ReturnsNonce => (Merit & CredentialMerit.ReturnsNonce) != CredentialMerit.None;

    /// <summary>Whether the nonce of its credentials was given to its origin, so that nobody else has made them up.</summary>
    public readonly bool BearsGivenNonce => (Merit & CredentialMerit.WasGiven) != CredentialMerit.None;

    /// <summary>Whether its credentials answer its own challenge in the user's name, so that the server's acceptance proves the user.</summary>
    public readonly bool IsAcceptable => (Merit & CredentialMerit.Proof) == CredentialMerit.Proof;

    /// <summary>Whether <c>trusted</c> names whoever sent the request.</summary>
    public bool IsOfTrusted { get; internal set; }

    /// <summary>Whether it was sent inside a dialog.</summary>
    public bool IsInDialog { get; internal set; }

    /// <summary>Whether the request belongs to its call: it came from one of its sides, or from a hop on its way.</summary>
    internal bool IsOfCall { get; set; }

    /// <summary>Whether it went to a host that its call had asked before, so that it is a copy and no further hop.</summary>
    internal bool GoesToKnownHost { get; set; }

    /// <summary>The transport that the request came over.</summary>
    public Transport Transport { get; internal set; }

    /// <summary>The final status code; 0 while there is none.</summary>
    public short FinalStatus { get; internal set; }

    /// <summary>The status code that its sender was told when the request was dropped; 0 where he was told nothing.</summary>
    internal short RefusedWith { get; set; }

    /// <summary>How often the request was seen again.</summary>
    public ushort Retransmissions { get; internal set; }

    /// <summary>When the request was first seen.</summary>
    public Timestamp Started { get; internal set; }

    /// <summary>When the request or a response to it was last seen.</summary>
    public Timestamp Heard { get; internal set; }

    /// <summary>When the entry is worth nothing any more.</summary>
    public Timestamp Expires { get; internal set; }

    /// <summary>Where the request came from: its packet's source.</summary>
    public NetEndpoint Source { get; internal set; }

    /// <summary>Where it went to.</summary>
    public NetEndpoint Target { get; internal set; }

    /// <summary>Where a copy of it with the same source went to, as on the two sides of a load balancer; default if there was none.</summary>
    public NetAddress OtherTarget { get; internal set; }

    /// <summary>Its origin, through proxies of ours.</summary>
    public NetEndpoint Origin { get; internal set; }

    /// <summary>The key of the From URI.</summary>
    public StateKey From { get; internal set; }

    /// <summary>The key of the To URI.</summary>
    public StateKey To { get; internal set; }

    /// <summary>The key of the Request-URI.</summary>
    public StateKey Uri { get; internal set; }

    /// <summary>The nonce of the request's credentials; default where it has none.</summary>
    internal StateKey Nonce { get; set; }

    /// <summary>Hash of the Digest username; 0 where there is none.</summary>
    internal ulong Username { get; set; }

    /// <summary>What the request's credentials prove, once they are accepted.</summary>
    internal CredentialMerit Merit { get; set; }

    /// <summary>Whether the request was seen on a further hop, so that a response may be another's than its server's.</summary>
    internal bool IsForwarded { get; set; }

    /// <summary>Hash of the To tag of the final response; 0 while there is none.</summary>
    internal ulong FinalTag { get; set; }

    /// <summary>Whether that tag can be computed from those that its server gave before.</summary>
    internal bool IsTagComputable { get; set; }

    /// <summary>Hash of the whole final response: another one in its place is not its server's, or the first was not.</summary>
    internal ulong FinalDigest { get; set; }

    /// <summary>The nonce that the final response gave; default where it gave none.</summary>
    internal StateKey GivenNonce { get; set; }

    /// <summary>By which door the request came in; 0 where doors are not told apart.</summary>
    internal int Ingress { get; set; }

    /// <summary>Hash of the whole request, where it was dropped or would have been: a copy falls under the same verdict.</summary>
    internal ulong Digest { get; set; }

    /// <summary>The media that the request offers; none where it has no session description.</summary>
    public MediaDescription Offer { get; internal set; }

    /// <summary>Whether it waits for its final response.</summary>
    public readonly bool IsOpen => FinalStatus == 0;

    /// <summary>Whether an address is one that the request went to, so that a response may come from there.</summary>
    public readonly bool WentTo(NetAddress address) => address == Target.Address || (address == OtherTarget && !address.IsNone);

    /// <inheritdoc/>
    /// <remarks>What waits for its answer is dearer than what is over, and what a call or an answered challenge vouches for is dearer than what any stranger can send.</remarks>
    public readonly int Rank => WasDropped || FinalStatus != 0 ? 0 : (IsInDialog && IsOfCall) || ReturnsNonce ? 2 : 1;
}
