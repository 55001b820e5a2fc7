namespace SipIds.Packets;

/// <summary>One frame as a source hands it over. The bytes live in the source's buffer until its next read.</summary>
public ref struct CapturedFrame
{
    /// <summary>When it was captured.</summary>
    public Timestamp Time;

    /// <summary>Its number in its source, from 1.</summary>
    public long Number;

    /// <summary>What a live source calls itself, such as the name of its interface; null for a capture.</summary>
    public string? Source;

    /// <summary>What its bytes begin with.</summary>
    public LinkType Link;

    /// <summary>By which door it came in: a bridge's port, a queue's input device, an interface of a pcapng file. 0 where the source does not tell doors apart.</summary>
    public int Ingress;

    /// <summary>What the source knows of its checksums.</summary>
    public ChecksumState Checksums;

    /// <summary>Whether its sender left the TCP or UDP checksum to a card that has not made it yet.</summary>
    public bool IsChecksumPending;

    /// <summary>Its length on the wire in bytes; more than <see cref="Bytes"/> holds when the capture cut it (snap length).</summary>
    public int OriginalLength;

    /// <summary>The captured bytes.</summary>
    public ReadOnlySpan<byte> Bytes;
}
