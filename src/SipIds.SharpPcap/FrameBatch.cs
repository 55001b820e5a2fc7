using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>Frames copied one behind the other into memory of a fixed size, to be read in the same order.</summary>
internal sealed class FrameBatch
{
    // Shorter frames are rare: a batch of nothing else is full before its bytes are.
    private const int ShortFrame = 64;

    private readonly byte[] _bytes;
    private readonly Entry[] _entries;
    private LinkType _link;
    private int _used;
    private int _count;
    private int _next;
    private int _start;

    public FrameBatch(int capacity)
    {
        _bytes = new byte[capacity];
        _entries = new Entry[Math.Max(1, capacity / ShortFrame)];
    }

    private readonly record struct Entry(Timestamp Time, int OriginalLength, int Length);

    public bool IsEmpty => _count == 0;

    public bool HasMore => _next < _count;

    /// <summary>Copies a frame; what is longer than the whole batch is cut.</summary>
    /// <returns>False if it does not fit any more.</returns>
    public bool TryAdd(in CapturedFrame frame)
    {
        var length = Math.Min(frame.Bytes.Length, _bytes.Length);
        if (_count == _entries.Length || length > _bytes.Length - _used)
        {
            return false;
        }

        frame.Bytes[..length].CopyTo(_bytes.AsSpan(_used));
        _entries[_count++] = new(frame.Time, frame.OriginalLength, length);
        _link = frame.Link;
        _used += length;
        return true;
    }

    public bool TryTake(out CapturedFrame frame)
    {
        frame = default;
        if (_next == _count)
        {
            return false;
        }

        ref readonly var entry = ref _entries[_next++];
        frame.Time = entry.Time;
        frame.Link = _link;
        frame.OriginalLength = entry.OriginalLength;
        frame.Bytes = new(_bytes, _start, entry.Length);
        _start += entry.Length;
        return true;
    }

    public void Clear() => _used = _count = _next = _start = 0;
}
