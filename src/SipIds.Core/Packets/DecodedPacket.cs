namespace SipIds.Packets;

/// <summary>What the decoder found in a frame: the innermost IP addresses, the transport and its payload.</summary>
public ref struct DecodedPacket
{
    /// <summary>The frame that was decoded; for a reassembled payload, the frame that completed it.</summary>
    public CapturedFrame Frame;

    /// <summary>The sender's MAC address, or none where the link has none.</summary>
    public MacAddress SourceMac;

    /// <summary>The receiver's MAC address, or none where the link has none.</summary>
    public MacAddress TargetMac;

    /// <summary>Where the packet came from.</summary>
    public NetEndpoint Source;

    /// <summary>Where the packet went to.</summary>
    public NetEndpoint Target;

    /// <summary>UDP, TCP or another.</summary>
    public Transport Transport;

    /// <summary>The flags of a TCP segment.</summary>
    public TcpFlags TcpFlags;

    /// <summary>Whether <see cref="Payload"/> is cut short: by the snap length, or by a frame that ends before its own headers say.</summary>
    public bool Truncated;

    /// <summary>The sequence number of a TCP segment.</summary>
    public uint TcpSequence;

    /// <summary>The acknowledgement number of a TCP segment; valid only with <see cref="TcpFlags.Ack"/>.</summary>
    public uint TcpAcknowledgement;

    /// <summary>What is wrong with the packet below SIP.</summary>
    public PacketFaults Faults;

    /// <summary>Whether the source has completed a TCP handshake, so that it is no forged address.</summary>
    public bool IsSourceProven;

    /// <summary>The bytes after the transport header, without link padding.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary>A TCP segment from its header on; empty for anything else.</summary>
    internal ReadOnlySpan<byte> Segment;
}
