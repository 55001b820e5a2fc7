namespace SipIds.Packets.Sources;

/// <summary>Where captured frames are kept: a capture file that other tools open. Written by one thread; disposing it flushes first.</summary>
public interface IFrameWriter : IDisposable
{
    /// <summary>Writes one frame. Its bytes are not needed after the call.</summary>
    /// <exception cref="IOException">The frame cannot be written; the message is a sentence for a person.</exception>
    void Write(in CapturedFrame frame);

    /// <summary>Pushes what is buffered to where it goes.</summary>
    /// <exception cref="IOException">It cannot be written; the message is a sentence for a person.</exception>
    void Flush();
}
