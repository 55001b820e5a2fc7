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

    /// <summary>How many bytes of <see cref="Payload"/> are cut off, as far as the IP header says.</summary>
    internal int CutLength;

    /// <summary>The sequence number of a TCP segment.</summary>
    public uint TcpSequence;

    /// <summary>The acknowledgement number of a TCP segment; valid only with <see cref="TcpFlags.Ack"/>.</summary>
    public uint TcpAcknowledgement;

    /// <summary>What is wrong with the packet below SIP.</summary>
    public PacketFaults Faults;

    /// <summary>What is wrong with it, in a few words for a person.</summary>
    public ReadOnlySpan<byte> FaultDetail;

    /// <summary>Whether its receiver would discard it, so that it changes nothing there: what is wrong with it is in <see cref="Faults"/>.</summary>
    public bool IsDiscarded;

    /// <summary>Whether the source has completed a TCP handshake, so that it is no forged address.</summary>
    public bool IsSourceProven;

    /// <summary>The bytes after the transport header, without link padding.</summary>
    public ReadOnlySpan<byte> Payload;

    /// <summary>The innermost IP header; empty where the addresses that its checksum covers are elsewhere.</summary>
    internal ReadOnlySpan<byte> Network;

    /// <summary>The transport header and the payload.</summary>
    internal ReadOnlySpan<byte> Segment;

    /// <summary>Whether it was put together from fragments.</summary>
    internal bool IsReassembled;

    /// <summary>Whether it tells of packets that have passed already, so that there is nothing to drop.</summary>
    internal bool IsPast;

    // Options and cut headers are judged by hosts in ways of their own: what they hold is looked at, and moves nothing.
    internal readonly bool IsRefused => IsDiscarded && (Faults & (PacketFaults.Checksum | PacketFaults.Fragment | PacketFaults.TcpOverlap)) != PacketFaults.None;

    /// <summary>Marks what is wrong; the first words stay.</summary>
    internal void Accuse(PacketFaults fault, ReadOnlySpan<byte> detail)
    {
        FaultDetail = Faults is PacketFaults.None ? detail : FaultDetail;
        Faults |= fault;
    }

    /// <summary>Marks what is wrong, and that a receiver would discard the packet.</summary>
    internal void Refuse(PacketFaults fault, ReadOnlySpan<byte> detail)
    {
        Accuse(fault, detail);
        IsDiscarded = true;
    }
}
