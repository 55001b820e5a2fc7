using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Outputs;

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
    private long _unflushed;
    private string? _fault;
    private DateTimeOffset _nextAttempt;
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
        if (_rotation.IsDue(bytes.Length) || (_writer is null && _clock.GetUtcNow() >= _nextAttempt))
        {
            BeginFile();
        }

        if (_writer is null)
        {
            Interlocked.Increment(ref _lostBehind);
            return;
        }

        try
        {
            _unflushed++;
            _writer.Write(new() { Time = new(head.Time), Number = head.Number, Link = head.Link, OriginalLength = head.OriginalLength, Bytes = bytes });
            _rotation.Length += record.Length;
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    private void OnIdle()
    {
        if (_shallReopen)
        {
            _shallReopen = false;
            BeginFile();
        }

        try
        {
            _writer?.Flush();
            _unflushed = 0;
        }
        catch (IOException fault)
        {
            OnFault(fault);
        }
    }

    // Where the file that is there cannot be moved on, it goes on: it is never overwritten.
    private void BeginFile()
    {
        try
        {
            if (File.Exists(_path) && !_rotation.TryShift())
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

    // After half a block nothing can be added: what was not flushed is lost, and a while later a new file is begun.
    private void OnFault(IOException fault)
    {
        var lost = _unflushed;
        _unflushed = 0;
        Close();
        Volatile.Write(ref _fault, WriteFault.Describe(_path, fault));
        _nextAttempt = _clock.GetUtcNow() + s_patience;
        Interlocked.Add(ref _lostBehind, lost);
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

        _unflushed = 0;
        _writer = null;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly record struct Head(long Time, long Number, int OriginalLength, LinkType Link);
}
