namespace SipIds.Outputs.Streams;

/// <summary>A log file that is begun anew when it is full or its time is over, and when somebody else has moved it away.</summary>
public sealed class RotatingEventStream : IEventStream
{
    private readonly LogRotation _rotation;
    private BufferedEventStream? _file;
    private string? _openFault;
    private long _lost;

    /// <summary>Opens the file, at its end if it is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">When it is full, and how many full ones are kept.</param>
    /// <param name="clock">Says when its time is over.</param>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    public RotatingEventStream(string path, LogFileOptions options, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        Name = path;
        _rotation = new(path, options, clock ?? TimeProvider.System);
        _file = BufferedEventStream.Open(path);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost => _lost + (_file?.Lost ?? 0);

    /// <inheritdoc/>
    public string? Fault => _openFault ?? _file?.Fault ?? _rotation.Fault;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> alert)
    {
        if (_rotation.IsDue(_file?.Length ?? 0, alert.Length) && _rotation.TryShift())
        {
            Reopen();
        }

        if (_file is null)
        {
            _lost++;
            return;
        }

        _file.Append(alert);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_file is null)
        {
            Reopen();
        }

        _file?.Flush();
    }

    /// <inheritdoc/>
    public void Reopen()
    {
        Close();
        Open();
        _rotation.Begin();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private void Open()
    {
        try
        {
            _file = BufferedEventStream.Open(Name);
            _openFault = null;
        }
        catch (IOException fault)
        {
            _openFault = fault.Message;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _lost += _file?.Lost ?? 0;
        _file = null;
    }
}
