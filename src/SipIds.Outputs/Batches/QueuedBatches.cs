using SipIds.Events;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Batches;

/// <summary>A batch output of a live run: alerts wait in a bounded queue, and a thread of its own writes them, however slow or dead the target is.</summary>
public sealed class QueuedBatches : IEventOutput
{
    // Less than the queue has for its own end.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    private readonly IBatchOutput _output;
    private readonly BatchWriter _writer;
    private readonly RecordQueue _queue;
    private volatile bool _isTaking;
    private long _stuck;

    /// <summary>A queue before an output, which it owns and alone calls from now on.</summary>
    /// <param name="output">The output.</param>
    /// <param name="services">How much may wait, and for how long.</param>
    public QueuedBatches(IBatchOutput output, OutputServices services)
        : this(output, services, firstPause: null)
    {
    }

    internal QueuedBatches(IBatchOutput output, OutputServices services, TimeSpan? firstPause)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(services);
        _output = output;
        _writer = new(output, services.MaxFaults, firstPause: firstPause);
        _queue = new($"write {_writer.Name}", (int)services.Queue.Bytes, services.FlushInterval, Take, _writer.Flush);
    }

    /// <inheritdoc/>
    public string Name => _writer.Name;

    /// <inheritdoc/>
    public long Lost => _queue.Lost + _writer.Lost + Interlocked.Read(ref _stuck);

    /// <inheritdoc/>
    public string? Fault => _writer.Fault ?? (_queue.IsOverflowing ? $"{Name} is too slow, and its queue is full" : null);

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        Span<byte> bytes = stackalloc byte[AlertBytes.MaxLength];
        _ = _queue.TryAdd(bytes[..AlertBytes.Write(alert, packet, bytes)], default);
    }

    /// <summary>Has what waits written soon.</summary>
    public void Flush() => _queue.Wake();

    /// <summary>Writes what waits, as far as that is possible within a few seconds, and closes the output; gives up one that is stuck.</summary>
    public void Dispose()
    {
        if (_queue.IsDone)
        {
            return;
        }

        _writer.Close(s_limit);
        _queue.Dispose();
        if (_queue.IsDone)
        {
            Batching.Close(_output);
            _writer.Dispose();
        }
        else
        {
            // The alert in hand waits in both.
            Interlocked.Exchange(ref _stuck, _writer.Unwritten - (_isTaking ? 1 : 0));
        }
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        _isTaking = true;
        _writer.Add(AlertBytes.Read(record));
        _isTaking = false;
    }
}
