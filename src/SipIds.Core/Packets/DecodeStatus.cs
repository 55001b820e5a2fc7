namespace SipIds.Packets;

/// <summary>What became of a frame in the decoder. Each value is a counter in the statistics.</summary>
public enum DecodeStatus : byte
{
    /// <summary>A UDP datagram or TCP segment, ready to inspect.</summary>
    Ok,

    /// <summary>A whole packet of a protocol that carries no SIP for us (ARP, ICMP, SCTP, ESP, …).</summary>
    NotForUs,

    /// <summary>A fragment that was stored; its datagram is not complete yet.</summary>
    FragmentHeld,

    /// <summary>A fragment that overlaps another: the datagram is dropped (RFC 5722 §4, RFC 8200 §4.5).</summary>
    FragmentOverlap,

    /// <summary>A fragment with an impossible offset or length, or one more than the store may hold.</summary>
    FragmentInvalid,

    /// <summary>A frame that ends before its own headers do.</summary>
    Truncated,

    /// <summary>A header that contradicts itself: an IP header length below 20, a version other than 4 and 6, …</summary>
    Malformed,

    /// <summary>More encapsulations inside each other than the decoder follows.</summary>
    TooDeep,

    /// <summary>A link type that the decoder does not know.</summary>
    UnknownLink,
}
