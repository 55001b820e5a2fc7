namespace SipIds.Packets.Sources;

/// <summary>Where frames come from: a capture file, a ring, a queue. Pulled by one thread.</summary>
public interface IPacketSource : IDisposable
{
    /// <summary>Takes the next frame. Its bytes live until the next call.</summary>
    /// <returns>False when none is there: a file is at its end, a live source waits for its next (<see cref="ILiveSource.Wait"/>).</returns>
    /// <exception cref="IOException">The source cannot be read on; the message is a sentence for a person.</exception>
    bool TryRead(out CapturedFrame frame);
}
