namespace SipIds.Outputs.Streams;

/// <summary>A stream whose alerts are written by a thread of its own: however slow or dead it is, whoever appends goes on at once.</summary>
public sealed class QueuedEventStream : IEventStream
{
    private readonly IEventStream _stream;
    private readonly RecordQueue _queue;
    private volatile bool _shallReopen;
    private long _lostBehind;
    private string? _fault;

    /// <summary>A queue before a stream, which it owns and alone calls from now on.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="capacity">How many bytes of alerts may wait.</param>
    /// <param name="interval">How long an alert waits at the most before it is written and flushed.</param>
    public QueuedEventStream(IEventStream stream, int capacity, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _queue = new($"write {stream.Name}", capacity, interval, stream.Append, OnIdle);
    }

    /// <inheritdoc/>
    public string Name => _stream.Name;

    /// <inheritdoc/>
    public long Lost => _queue.Lost + Interlocked.Read(ref _lostBehind);

    /// <inheritdoc/>
    public string? Fault => Volatile.Read(ref _fault) ?? (_queue.IsOverflowing ? $"{Name} is too slow, and its queue is full" : null);

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> alert) => _queue.TryAdd(alert, default);

    /// <summary>Has what waits written soon.</summary>
    public void Flush() => _queue.Wake();

    /// <inheritdoc/>
    public void Reopen()
    {
        _shallReopen = true;
        _queue.Wake();
    }

    /// <summary>Writes what waits and closes the stream; gives up one that is stuck.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        if (_queue.IsDone)
        {
            _stream.Dispose();
            TakeOver();
        }
    }

    private void OnIdle()
    {
        if (_shallReopen)
        {
            _shallReopen = false;
            _stream.Reopen();
        }

        _stream.Flush();
        TakeOver();
    }

    private void TakeOver()
    {
        Interlocked.Exchange(ref _lostBehind, _stream.Lost);
        Volatile.Write(ref _fault, _stream.Fault);
    }
}
