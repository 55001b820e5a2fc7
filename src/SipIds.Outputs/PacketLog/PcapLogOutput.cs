using SipIds.Events;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.PacketLog;

/// <summary>The frames that raised events, each once, for Wireshark and its like. Of a reassembled packet it is the frame that completed it.</summary>
public sealed class PcapLogOutput : IEventOutput
{
    private readonly FrameLog _log;
    private (long Number, Timestamp Time) _last;
    private long _waiting;

    /// <summary>An output to a capture file, which it owns.</summary>
    public PcapLogOutput(string path, IFrameWriter writer)
    {
        _log = new(path, writer);
        Name = $"packet log {path}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    public string? Fault => _log.Fault;

    /// <inheritdoc/>
    public bool TakesLogged => true;

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
        _log.Write(packet.Decoded.Frame);
        CountLost();
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _log.Flush();
        CountLost();
        _waiting = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        CountLost();
    }

    // How much of what was not flushed reached the file is not known, so all of it counts.
    private void CountLost()
    {
        if (Fault is not null)
        {
            Lost += _waiting;
            _waiting = 0;
        }
    }
}
