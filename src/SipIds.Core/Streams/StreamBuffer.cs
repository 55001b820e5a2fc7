using SipIds.Packets;

namespace SipIds.Streams;

/// <summary>The bytes of a stream that wait: those in order, and after a hole those that came before their time.</summary>
internal sealed class StreamBuffer
{
    private readonly HeldRanges _held = new();
    private int _start;
    private int _ready;

    /// <summary>The array, on loan from the pool.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>The slot of the stream that it belongs to.</summary>
    public int Slot { get; set; }

    /// <summary>When the hole was first seen.</summary>
    public Timestamp HoleSince { get; private set; }

    /// <summary>Segments that came while the hole was open.</summary>
    public int SegmentsHeld { get; private set; }

    public StreamBuffer? Older { get; set; }

    public StreamBuffer? Newer { get; set; }

    public bool HasHole => _held.Count > 0;

    public bool IsEmpty => _start == _ready && !HasHole;

    /// <summary>The bytes that are in order.</summary>
    public ReadOnlySpan<byte> Ready => Bytes.AsSpan(_start, _ready - _start);

    private int End => HasHole ? _held.End : _ready;

    public void Begin(byte[] bytes)
    {
        Bytes = bytes;
        Clear();
    }

    public void Clear()
    {
        _start = 0;
        _ready = 0;
        _held.Clear();
        SegmentsHeld = 0;
    }

    public void Consume(int count) => _start += count;

    /// <summary>The length of an array that could hold <paramref name="length"/> bytes <paramref name="ahead"/> of those in order.</summary>
    public long NeededFor(int ahead, int length) => Math.Max(End, (long)_ready + ahead + length) - _start;

    /// <summary>Moves what waits to the front of the array.</summary>
    public void MakeRoom(int ahead, int length)
    {
        if ((long)_ready + ahead + length > Bytes.Length)
        {
            MoveTo(Bytes);
        }
    }

    /// <summary>Moves what waits into another array and returns the one it was in.</summary>
    public byte[] MoveTo(byte[] bytes)
    {
        var old = Bytes;
        old.AsSpan(_start..End).CopyTo(bytes);
        Bytes = bytes;
        _ready -= _start;
        _held.Shift(_start);
        _start = 0;
        return old;
    }

    /// <summary>Writes a segment where it belongs, bytes that came before it left as they are; there must be room.</summary>
    /// <returns>By how much the bytes in order grew; -1 if there are too many holes.</returns>
    public int Write(int ahead, ReadOnlySpan<byte> segment, Timestamp time)
    {
        var offset = _ready + ahead;
        if (ahead == 0)
        {
            _held.CopyMissing(segment, offset, Bytes);
            var before = _ready;
            _ready = _held.Take(offset + segment.Length);
            SegmentsHeld = HasHole ? SegmentsHeld : 0;
            HoleSince = time;
            return _ready - before;
        }

        HoleSince = HasHole ? HoleSince : time;
        _held.CopyMissing(segment, offset, Bytes);
        if (!_held.TryAdd(offset, offset + segment.Length))
        {
            return -1;
        }

        SegmentsHeld++;
        return 0;
    }

    /// <summary>Whether a segment has other bytes than those that came before it in its place.</summary>
    public bool Differs(int ahead, ReadOnlySpan<byte> segment) => _held.Differs(segment, _ready + ahead, Bytes);

    /// <summary>Gives up what is before the first hole and the hole itself.</summary>
    /// <returns>By how much the sequence number moves on.</returns>
    public int SkipHole(Timestamp time)
    {
        var before = _ready;
        (_start, _ready) = _held.TakeFirst();
        SegmentsHeld = 0;
        HoleSince = time;
        return _ready - before;
    }
}
