using SipIds.Events;

namespace SipIds.Outputs.Batches;

/// <summary>A batch output where nobody waits for packets, as when a capture is read: alerts are collected and written on the way, and none is lost for want of room.</summary>
public sealed class DirectBatches : IEventOutput
{
    private const int Attempts = 3;

    private readonly IBatchOutput _output;
    private readonly BatchWriter _writer;
    private bool _isClosed;

    /// <summary>A collector before an output, which it owns.</summary>
    /// <param name="output">The output.</param>
    /// <param name="services">How often the output may fail.</param>
    public DirectBatches(IBatchOutput output, OutputServices services)
        : this(output, services, firstPause: null)
    {
    }

    internal DirectBatches(IBatchOutput output, OutputServices services, TimeSpan? firstPause)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(services);
        _output = output;
        _writer = new(output, services.MaxFaults, Attempts, firstPause);
    }

    /// <inheritdoc/>
    public string Name => _writer.Name;

    /// <inheritdoc/>
    public long Lost => _writer.Lost;

    /// <inheritdoc/>
    public string? Fault => _writer.Fault;

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        Span<byte> bytes = stackalloc byte[AlertBytes.MaxLength];
        _writer.Add(AlertBytes.Read(bytes[..AlertBytes.Write(alert, packet, bytes)]));
    }

    /// <inheritdoc/>
    public void Flush() => _writer.Flush();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _writer.Flush();
            Batching.Close(_output);
            _writer.Dispose();
        }
    }
}
