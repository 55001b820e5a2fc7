using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Outputs;

/// <summary>The frames that raised events, each once, for Wireshark and its like. Of a reassembled packet it is the frame that completed it.</summary>
public sealed class PcapLogOutput : IEventOutput
{
    private readonly IFrameWriter _writer;
    private readonly string _path;
    private (long Number, Timestamp Time) _last;
    private long _waiting;

    /// <summary>An output to a capture file, which it owns.</summary>
    public PcapLogOutput(string path, IFrameWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _path = path;
        _writer = writer;
        Name = $"packet log {path}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    /// <remarks>It lasts: after half a block nothing more can be added to a capture file.</remarks>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        if (Fault is not null)
        {
            Lost++;
            return;
        }

        _waiting++;
        if (packet.Decoded.Frame.Bytes.IsEmpty || _last == (packet.Number, packet.Time))
        {
            // A message that a program received itself has no frame.
            return;
        }

        _last = (packet.Number, packet.Time);
        try
        {
            _writer.Write(packet.Decoded.Frame);
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (Fault is not null)
        {
            return;
        }

        try
        {
            _writer.Flush();
            _waiting = 0;
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

    // How much of what was not flushed reached the file is not known, so all of it counts.
    private void OnFault(IOException fault)
    {
        Lost += _waiting;
        _waiting = 0;
        Fault ??= WriteFault.Describe(_path, fault);
    }
}
