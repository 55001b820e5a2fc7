namespace SipIds.Outputs.Streams;

/// <summary>The streams under line-based outputs, as a run wants them.</summary>
public static class LogStream
{
    /// <summary>A log file: behind a queue and rotating in a live run, a plain file where a capture is read.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    public static IEventStream Open(string path, LogFileOptions options, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.IsLive ? Queued(new RotatingEventStream(path, options), services) : BufferedEventStream.Open(path);
    }

    /// <summary>A stream behind a queue in a live run, and as it is in any other.</summary>
    public static IEventStream Queued(IEventStream stream, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.IsLive ? new QueuedEventStream(stream, (int)services.Queue.Bytes, services.FlushInterval) : stream;
    }
}
