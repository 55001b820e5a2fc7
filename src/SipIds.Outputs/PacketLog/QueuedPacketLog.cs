using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Events;
using SipIds.Outputs.Streams;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.PacketLog;

/// <summary>The frames that raised events, each once, in capture files that rotate; written by a thread of its own, so that no disk holds packets up.</summary>
public sealed class QueuedPacketLog : IEventOutput
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly RecordQueue _queue;
    private readonly TimeProvider _clock;
    private readonly LogRotation _rotation;
    private readonly Func<string, IFrameWriter> _open;
    private readonly string _path;
    private IFrameWriter? _writer;
    private (long Number, Timestamp Time) _last;
    private long _lostBehind;
    private long _length;
    private long _unflushed;
    private string? _fault;
    private DateTimeOffset _nextAttempt;
    private bool _isFull;
    private volatile bool _shallReopen;

    /// <summary>A log to a file; one that is there is moved on first, since a capture cannot be added to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">When it is full, and how many full ones are kept.</param>
    /// <param name="open">Makes a capture file.</param>
    /// <param name="capacity">How many bytes of frames may wait to be written.</param>
    /// <param name="interval">How long a frame waits at the most.</param>
    /// <param name="clock">Says when the time of a file is over.</param>
    /// <exception cref="IOException">It cannot be made; the message is a sentence for a person.</exception>
    public QueuedPacketLog(string path, LogFileOptions options, Func<string, IFrameWriter> open, int capacity, TimeSpan interval, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(options);
        _path = path;
        _open = open;
        Name = $"packet log {path}";
        _clock = clock ?? TimeProvider.System;
        _rotation = new(path, options, _clock);
        BeginFile();
        if (_fault is not null)
        {
            throw new IOException(_fault);
        }

        _queue = new($"write {path}", capacity, interval, WriteFrame, OnIdle);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost => _queue.Lost + Interlocked.Read(ref _lostBehind);

    /// <inheritdoc/>
    public string? Fault => Volatile.Read(ref _fault) ?? (_queue.IsOverflowing ? $"{_path} is written too slowly, and its queue is full" : null);

    /// <inheritdoc/>
    public bool TakesLogged => true;

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        if (_last == (packet.Number, packet.Time))
        {
            return;
        }

        _last = (packet.Number, packet.Time);
        var frame = packet.Decoded.Frame;
        var head = new Head(frame.Time.Nanoseconds, frame.Number, frame.OriginalLength, frame.Link);
        _queue.TryAdd(MemoryMarshal.AsBytes(new ReadOnlySpan<Head>(in head)), frame.Bytes);
    }

    /// <summary>Has what waits written soon.</summary>
    public void Flush() => _queue.Wake();

    /// <summary>Begins a new file, when somebody else has moved the present one away.</summary>
    public void Reopen()
    {
        _shallReopen = true;
        _queue.Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        if (_queue.IsDone)
        {
            Close();
        }
    }

    private void WriteFrame(ReadOnlySpan<byte> record)
    {
        var head = MemoryMarshal.Read<Head>(record);
        var bytes = record[Unsafe.SizeOf<Head>()..];
        if (_writer is null ? _clock.GetUtcNow() >= _nextAttempt : !_isFull && _rotation.IsDue(_length, bytes.Length))
        {
            BeginFile();
        }

        if (_writer is null || _isFull)
        {
            Interlocked.Increment(ref _lostBehind);
            return;
        }

        try
        {
            _writer.Write(new() { Time = new(head.Time), Number = head.Number, Link = head.Link, OriginalLength = head.OriginalLength, Bytes = bytes });
            _unflushed++;
            _length += record.Length;
        }
        catch (IOException fault)
        {
            Interlocked.Increment(ref _lostBehind);
            OnFull(fault);
        }
    }

    private void OnIdle()
    {
        FlushWriter();
        if (_shallReopen && !_isFull)
        {
            _shallReopen = false;
            if (!HoldsSomething())
            {
                BeginFile();
            }
        }
    }

    // What a full disk does not take the writer keeps, and tries again. Until that works only this does, and no frame.
    private void FlushWriter()
    {
        try
        {
            _writer?.Flush();
            _unflushed = 0;
            if (_isFull)
            {
                _isFull = false;
                Volatile.Write(ref _fault, null);
            }
        }
        catch (IOException fault)
        {
            OnFull(fault);
        }
    }

    private void OnFull(IOException fault)
    {
        _isFull = true;
        Volatile.Write(ref _fault, WriteFault.Describe(_path, fault));
    }

    // A file of ours does, when it was flushed. Devices and pipes do not, and nobody moves them.
    private bool HoldsSomething() => new FileInfo(_path) is { Exists: true, Length: > 0 };

    // Where the file that is there cannot be moved on, it goes on: it is never overwritten.
    private void BeginFile()
    {
        FlushWriter();
        if (_isFull)
        {
            return;
        }

        try
        {
            if (HoldsSomething() && !_rotation.TryShift())
            {
                throw new IOException(_rotation.Fault);
            }

            Close();
            _writer = _open(_path);
            _rotation.Begin();
            Volatile.Write(ref _fault, null);
        }
        catch (IOException fault)
        {
            Volatile.Write(ref _fault, fault.Message);
            _nextAttempt = _clock.GetUtcNow() + s_patience;
        }
    }

    private void Close()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (IOException fault)
        {
            Interlocked.Add(ref _lostBehind, _unflushed);
            Volatile.Write(ref _fault, WriteFault.Describe(_path, fault));
        }

        _length = _unflushed = 0;
        _isFull = false;
        _writer = null;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly record struct Head(long Time, long Number, int OriginalLength, LinkType Link);
}
