namespace SipIds.Outputs.Streams;

/// <summary>The stream under a line-based output: whole alerts go into a buffer, full buffers go out, and what cannot be written is counted.</summary>
/// <remarks>
/// A file that cannot be written (a full disk) is tried again at every <see cref="Flush"/>; a pipe or terminal that fails is given up.
/// </remarks>
public sealed class BufferedEventStream : IEventStream
{
    /// <summary>The size of the buffer in bytes, and the longest alert.</summary>
    public const int Capacity = 64 * 1024;

    private readonly byte[] _buffer = new byte[Capacity];
    private readonly Stream _stream;
    private readonly bool _flushEachAlert;
    private int _length;
    private long _written;
    private long _waiting;
    private bool _endsInsideLine;
    private bool _givenUp;

    /// <summary>Opens a stream.</summary>
    /// <param name="name">What a person calls it: a path, or <c>standard output</c>.</param>
    /// <param name="open">Opens it, at its end.</param>
    /// <param name="flushEachAlert">Whether each alert goes out at once, as on a terminal.</param>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    public BufferedEventStream(string name, Func<Stream> open, bool flushEachAlert = false)
    {
        ArgumentNullException.ThrowIfNull(open);
        Name = name;
        _flushEachAlert = flushEachAlert;
        try
        {
            _stream = open();
            _written = _stream.CanSeek ? _stream.Length : 0;
        }
        catch (Exception fault) when (IsOfTheWorld(fault))
        {
            throw new IOException(WriteFault.Describe(name, fault), fault);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost { get; private set; }

    /// <inheritdoc/>
    public string? Fault { get; private set; }

    /// <summary>How long the file is with all that is buffered; of a pipe or a terminal, what is buffered.</summary>
    internal long Length => _written + _length;

    /// <summary>Opens a file to append to, or standard output for <c>-</c>.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    public static BufferedEventStream Open(string path, bool flushEachAlert = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path == "-"
            ? new(StandardOutput.Name, StandardOutput.Open, flushEachAlert)
            : new(path, () => AppendedFile.Open(path), flushEachAlert) { _endsInsideLine = AppendedFile.EndsInsideLine(path) };
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> alert)
    {
        if (_givenUp || !MakeRoom(alert.Length))
        {
            Lost++;
            return;
        }

        alert.CopyTo(_buffer.AsSpan(_length));
        _length += alert.Length;
        _waiting++;
        if (_flushEachAlert)
        {
            Flush();
        }
    }

    /// <summary>Writes what is buffered.</summary>
    public void Flush()
    {
        if (_length == 0)
        {
            return;
        }

        try
        {
            // Whoever rotates the log by copying and truncating it moves its end.
            _written = _stream.CanSeek ? _stream.Seek(0, SeekOrigin.End) : 0;
            WriteBuffer();
            _written = _stream.CanSeek ? _stream.Position : 0;
            Fault = null;
        }
        catch (Exception fault) when (IsOfTheWorld(fault))
        {
            OnFault(fault);
        }

        _length = 0;
        _waiting = 0;
    }

    /// <summary>Writes what is buffered and closes the stream.</summary>
    public void Dispose()
    {
        Flush();
        _givenUp = true;
        _stream.Dispose();
    }

    // While a fault lasts only Flush tries again, so that a flood of alerts does not become a flood of failing writes.
    private bool MakeRoom(int length)
    {
        if (length > Capacity - _length && Fault is null)
        {
            Flush();
        }

        return !_givenUp && length <= Capacity - _length;
    }

    private void WriteBuffer()
    {
        if (_endsInsideLine)
        {
            _stream.WriteByte((byte)'\n');
            _endsInsideLine = false;
        }

        _stream.Write(_buffer, 0, _length);
        _stream.Flush();
    }

    private void OnFault(Exception fault)
    {
        Lost += _waiting;
        Fault = WriteFault.Describe(Name, fault);
        _givenUp = !_stream.CanSeek;
        if (_givenUp)
        {
            return;
        }

        try
        {
            _stream.SetLength(_written);
        }
        catch (Exception second) when (IsOfTheWorld(second))
        {
            _endsInsideLine = true;
        }
    }

    private static bool IsOfTheWorld(Exception fault) => fault is IOException or UnauthorizedAccessException or ObjectDisposedException;
}
