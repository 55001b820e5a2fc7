namespace SipIds.Packets.Sources;

/// <summary>A live source that stands in the path: each frame read waits for its verdict. What is unread or undecided when it is disposed meets the source's own policy, which is to pass.</summary>
public interface IInlineSource : ILiveSource, IFrameControl
{
    /// <summary>Lets the frame read last go on, or not. May be held back until the next <see cref="ILiveSource.Wait"/>, so that verdicts leave in batches.</summary>
    /// <exception cref="IOException">The source is gone; the message is a sentence for a person.</exception>
    void Conclude(Verdict verdict);

    /// <summary>Lets the frame read last go on with other bytes. A source that cannot change frames drops it, so that what was to be taken out does not pass.</summary>
    /// <param name="frame">The bytes, no more than the frame has, with right checksums; where the frame's were still to be made, they still are.</param>
    /// <exception cref="IOException">The source is gone; the message is a sentence for a person.</exception>
    void Rewrite(ReadOnlySpan<byte> frame) => Conclude(Verdict.Drop);

    /// <summary>Lets go on what waits and, as far as the source can, what comes from now on, uninspected. For when the thread that reads does not come back: any other may call this.</summary>
    /// <exception cref="IOException">It cannot be; the message is a sentence for a person.</exception>
    void StandAside()
    {
    }
}
