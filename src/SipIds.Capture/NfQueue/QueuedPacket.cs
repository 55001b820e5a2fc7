using SipIds.Packets;

namespace SipIds.Capture.NfQueue;

/// <summary>One packet as the kernel queues it.</summary>
internal ref struct QueuedPacket
{
    /// <summary>By which its verdict names it; they count up by one a packet.</summary>
    public uint Id;

    /// <summary>When it came in; the epoch if the kernel did not note it.</summary>
    public Timestamp Time;

    /// <summary>The device by which it came in; 0 if this host sent it.</summary>
    public int Ingress;

    /// <summary>Its length, more than <see cref="Bytes"/> holds if the kernel cut it.</summary>
    public int OriginalLength;

    /// <summary>Whether the checksums are to be checked. What this host sends itself and what the card or the kernel has checked needs it not.</summary>
    public bool IsUnchecked;

    /// <summary>The packet from its IP header on.</summary>
    public ReadOnlySpan<byte> Bytes;
}
