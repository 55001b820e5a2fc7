using SipIds.Outputs.Streams;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.PacketLog;

/// <summary>A capture file of frames that somebody chose, such as those that pass.</summary>
public sealed class FrameLog : IDisposable
{
    private readonly string _path;
    private readonly IFrameWriter _writer;

    /// <summary>A log to a capture file, which it owns.</summary>
    public FrameLog(string path, IFrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _path = path;
        _writer = writer;
    }

    /// <summary>How many frames were handed to the file.</summary>
    public long Frames { get; private set; }

    /// <summary>Why the file is not whole, in one sentence; null while all is well. It lasts: a capture with a gap shall not pass for a whole one.</summary>
    public string? Fault { get; private set; }

    /// <summary>Writes one frame, unless the file is not whole already.</summary>
    public void Write(in CapturedFrame frame)
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            _writer.Write(frame);
            Frames++;
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    /// <summary>Pushes what is buffered to the file.</summary>
    public void Flush()
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            _writer.Flush();
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        try
        {
            _writer.Dispose();
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    private void OnFault(IOException fault) => Fault ??= WriteFault.Describe(_path, fault);
}
