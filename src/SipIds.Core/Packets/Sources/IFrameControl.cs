namespace SipIds.Packets.Sources;

/// <summary>What a source can do with frames besides letting one go on or not: keep one back, change one, send one of its own.</summary>
/// <remarks>Called on the thread that reads, while a frame is being judged or when the time of those held is over. A source that cannot do any of it need not implement it.</remarks>
public interface IFrameControl
{
    /// <summary>Keeps the frame read last back; its verdict is <see cref="Verdict.Hold"/> then.</summary>
    /// <returns>The number by which it is released; 0 if it cannot be kept.</returns>
    long Hold() => 0;

    /// <summary>Concludes a frame that was kept back.</summary>
    /// <param name="held">Its number.</param>
    /// <param name="verdict">Whether it goes on, as it came or with other bytes.</param>
    /// <param name="frame">Its bytes as they go on, as many as it came with.</param>
    /// <exception cref="IOException">The source is gone; the message is a sentence for a person.</exception>
    void Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>Sends a frame of the sensor's own, after the frame read last has its verdict.</summary>
    /// <param name="frame">The frame from its link header on, as the source hands frames over.</param>
    /// <param name="back">Whether it goes to where the frame read last came from; otherwise to where that goes.</param>
    /// <returns>Whether the source can send.</returns>
    bool TrySend(ReadOnlySpan<byte> frame, bool back) => false;
}
