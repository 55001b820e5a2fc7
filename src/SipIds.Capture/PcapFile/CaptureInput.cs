using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace SipIds.Capture.PcapFile;

/// <summary>The bytes of a capture behind one buffer, which is refilled only when a record is not yet whole.</summary>
/// <remarks>No <see cref="System.IO.Pipelines.PipeReader"/>: it hands out chains of buffers, so that a record on an edge must be put together here all the same, and a record of 700 bytes takes 20 to 30 ns longer.</remarks>
internal sealed class CaptureInput : IDisposable
{
    /// <summary>The most bytes that one frame may have: what Wireshark and tcpdump accept.</summary>
    public const int MaxFrame = 256 * 1024;

    /// <summary>The most bytes that can be asked for at once: a frame and 64 KiB of headers and options.</summary>
    public const int MaxFill = MaxFrame + (64 * 1024);

    private const int UsualCapacity = 256 * 1024;

    // The unpacker drops what the read that meets damage has unpacked before it; small reads lose little.
    private const int UnpackedAtOnce = 4 * 1024;

    private readonly CountedStream _raw;
    private readonly Stream _stream;
    private readonly int _readAtMost;
    private byte[] _bytes = new byte[UsualCapacity];
    private int _start;
    private int _end;
    private bool _ended;

    public CaptureInput(Stream stream, string name)
    {
        Name = name;
        TotalBytes = stream.CanSeek ? stream.Length : null;
        (_raw, _stream) = Guard(() => Unpacking.Unpack(stream));
        _readAtMost = _stream is GZipStream ? UnpackedAtOnce : int.MaxValue;
    }

    public string Name { get; }

    public long? TotalBytes { get; }

    public long BytesRead => _raw.BytesRead;

    /// <summary>Why the stream ended before its end, as a clause; null if it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>What is in the buffer and not consumed; it stays in place until the next fill or skip.</summary>
    public ReadOnlySpan<byte> Unread => new(_bytes, _start, _end - _start);

    public void Consume(int count) => _start += count;

    /// <summary>Reads until <see cref="Unread"/> has so many bytes, and no longer, so that a live pipe is not waited for.</summary>
    /// <returns>False if the stream ends before.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryFill(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxFill);
        if (_end - _start >= count)
        {
            return true;
        }

        MakeRoom(count);
        while (_end - _start < count && !_ended)
        {
            Read();
        }

        return _end - _start >= count;
    }

    /// <summary>Consumes bytes that need not be looked at, however many.</summary>
    /// <returns>False if the stream ends before.</returns>
    public bool TrySkip(long count)
    {
        while (count > _end - _start)
        {
            count -= _end - _start;
            _start = _end = 0;
            if (_ended)
            {
                return false;
            }

            Read();
        }

        _start += (int)count;
        return true;
    }

    /// <summary>Drops what is left, so that nothing more is read.</summary>
    public void End()
    {
        _start = _end = 0;
        _ended = true;
    }

    public void Dispose()
    {
        End();
        _stream.Dispose();
        _raw.Dispose();
    }

    private void MakeRoom(int count)
    {
        var target = count > _bytes.Length ? new byte[MaxFill] : _bytes;
        Unread.CopyTo(target);
        _bytes = target;
        _end -= _start;
        _start = 0;
    }

    private void Read()
    {
        try
        {
            var count = _stream.Read(_bytes, _end, Math.Min(_bytes.Length - _end, _readAtMost));
            _end += count;
            _ended = count == 0;
        }
        catch (InvalidDataException)
        {
            Fault = Unpacking.Fault;
            _ended = true;
        }
        catch (IOException fault)
        {
            End();
            throw Unreadable(fault);
        }
    }

    private T Guard<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IOException fault)
        {
            throw Unreadable(fault);
        }
    }

    private IOException Unreadable(IOException fault) => new($"{Name} cannot be read on: {fault.Message}", fault);
}
