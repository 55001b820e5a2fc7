namespace SipIds.Capture.NfQueue;

/// <summary>How one queue of the kernel's NFQUEUE is read.</summary>
public sealed record NfQueueOptions
{
    /// <summary>The number of the queue, as the firewall rule names it.</summary>
    public ushort Queue { get; init; }

    /// <summary>Whether packets pass uninspected when the queue or the buffer is full; if not, they are dropped.</summary>
    public bool FailOpen { get; init; } = true;

    /// <summary>
    /// How many packets may wait for their verdict. The kernel does not count what it lets pass beyond that,
    /// while what a full buffer lets pass is counted: leave it so large that the buffer is full first.
    /// </summary>
    public int Length { get; init; } = 65_536;

    /// <summary>
    /// Bytes of packets that may wait to be read; the kernel counts about 1,600 bytes beside each packet, and gives twice what is asked for.
    /// What waits here under overload is late, so more is not better.
    /// </summary>
    public int BufferBytes { get; init; } = 8 << 20;
}
