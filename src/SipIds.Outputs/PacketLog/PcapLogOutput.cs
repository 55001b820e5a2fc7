using SipIds.Events;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.PacketLog;

/// <summary>The frames that raised events, each once, for Wireshark and its like. Of a reassembled packet it is the frame that completed it.</summary>
public sealed class PcapLogOutput : IEventOutput<PcapLogOutput, PacketLogOptions>
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
    public static OutputInfo Info { get; } = new() { Name = "packets", Summary = "The packets that raised alerts, as capture files. --pcap-log wins over the path." };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    public string? Fault => _log.Fault;

    /// <summary>A log with these settings: in a live run it rotates, and a thread of its own writes it.</summary>
    /// <inheritdoc/>
    public static IEventOutput? Create(PacketLogOptions options, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return options.Path is not { } path ? null
            : services.IsLive ? new QueuedPacketLog(path, options, services.CreateCapture, (int)services.Queue.Bytes, services.FlushInterval)
            : new PcapLogOutput(path, services.CreateCapture(path));
    }

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
