namespace SipIds.Packets;

/// <summary>What is wrong with a packet below SIP, so that its receiver would discard it or read it differently from another receiver: the paper's decoder alerts.</summary>
[Flags]
public enum PacketFaults : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A wrong IP, UDP or TCP checksum (RFC 1071, RFC 768, RFC 9293 §3.1).</summary>
    Checksum = 1,

    /// <summary>Fragments that overlap, exceed a datagram or never became whole (RFC 5722).</summary>
    Fragment = 2,

    /// <summary>A segment that repeats bytes with other content, an inexact RST, a SYN inside a connection, or an unacceptable ACK (RFC 5961).</summary>
    TcpOverlap = 4,

    /// <summary>IP options or extension headers that no receiver accepts, a TTL below <c>min_ttl</c>, or too many encapsulations.</summary>
    Options = 8,

    /// <summary>A packet shorter than its headers claim, snap length apart.</summary>
    Truncated = 16,
}
