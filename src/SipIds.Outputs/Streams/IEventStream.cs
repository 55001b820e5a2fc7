namespace SipIds.Outputs.Streams;

/// <summary>Where a line-based output puts its alerts: a file, standard output, a log server, or a queue before one of them.</summary>
/// <remarks>It does not throw for what the world does to it: it counts in <see cref="Lost"/> and says why in <see cref="Fault"/>.</remarks>
public interface IEventStream : IDisposable
{
    /// <summary>What a person calls it: a path, <c>standard output</c>, <c>syslog udp:192.0.2.5:514</c>.</summary>
    string Name { get; }

    /// <summary>How many alerts could not be written.</summary>
    long Lost { get; }

    /// <summary>Why alerts are being lost, in one sentence; null while all is well.</summary>
    string? Fault { get; }

    /// <summary>Takes one whole alert, its line end included. Its bytes are not needed after the call.</summary>
    void Append(ReadOnlySpan<byte> alert);

    /// <summary>Pushes what is buffered to where it goes.</summary>
    void Flush();

    /// <summary>Opens the file anew, where it is one: whoever rotates logs has moved it away.</summary>
    void Reopen()
    {
    }
}
