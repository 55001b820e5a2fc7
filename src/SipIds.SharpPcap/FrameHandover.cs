using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>Hands frames from the thread that fetches to the one that reads: one batch is filled while the other is read. A full one makes the fetching thread wait.</summary>
/// <remarks>What the fetching thread then leaves with the kernel, the kernel drops and counts.</remarks>
internal sealed class FrameHandover
{
    private readonly object _gate = new();
    private FrameBatch _filled;
    private FrameBatch _read;
    private Func<IOException>? _end;
    private bool _isClosed;

    /// <param name="capacity">The bytes of both batches.</param>
    public FrameHandover(int capacity)
    {
        _filled = new(capacity / 2);
        _read = new(capacity / 2);
    }

    /// <summary>Copies a frame for the reader, waiting for room.</summary>
    /// <returns>False if nobody reads any more.</returns>
    public bool Write(in CapturedFrame frame)
    {
        lock (_gate)
        {
            while (!_isClosed && !_filled.TryAdd(frame))
            {
                _ = Monitor.Wait(_gate);
            }

            Monitor.Pulse(_gate);
            return !_isClosed;
        }
    }

    /// <summary>No more frames come; the reader is told why after the last one.</summary>
    public void End(Func<IOException> why)
    {
        lock (_gate)
        {
            _end = why;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes the next frame. Its bytes live until the next call.</summary>
    /// <exception cref="IOException">There are no more, for the reason given.</exception>
    public bool TryRead(out CapturedFrame frame) => _read.TryTake(out frame) || (TrySwap() && _read.TryTake(out frame));

    /// <summary>Waits until there is a frame.</summary>
    /// <exception cref="IOException">There are no more, for the reason given.</exception>
    public bool Wait(TimeSpan longest)
    {
        if (_read.HasMore)
        {
            return true;
        }

        lock (_gate)
        {
            if (_filled.IsEmpty && _end is null && longest > TimeSpan.Zero)
            {
                _ = Monitor.Wait(_gate, longest);
            }

            return HasFilled();
        }
    }

    /// <summary>Nobody reads any more; a writer that waits goes on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    private bool TrySwap()
    {
        lock (_gate)
        {
            if (!HasFilled())
            {
                return false;
            }

            (_filled, _read) = (_read, _filled);
            _filled.Clear();
            Monitor.Pulse(_gate);
            return true;
        }
    }

    private bool HasFilled() => !_filled.IsEmpty || (_end is null ? false : throw _end());
}
