using System.Numerics;

namespace SipIds.Streams;

/// <summary>The arrays of all streams, in sizes of powers of two. Arrays in use and arrays kept for use stay within one bound together.</summary>
internal sealed class StreamBufferPool
{
    public const int MinLength = 2048;

    private readonly long _capacity;
    private readonly Stack<byte[]>[] _arrays;
    private readonly Stack<StreamBuffer> _buffers = new();
    private StreamBuffer? _newest;

    public StreamBufferPool(long capacity, int maxLength)
    {
        _capacity = capacity;
        _arrays = new Stack<byte[]>[Class(maxLength) + 1];
        for (var index = 0; index < _arrays.Length; index++)
        {
            _arrays[index] = new();
        }
    }

    /// <summary>Bytes of all arrays, in use and kept.</summary>
    public long Memory { get; private set; }

    /// <summary>Bytes of the arrays in use.</summary>
    public long InUse { get; private set; }

    /// <summary>The buffer that was not written to for the longest time.</summary>
    public StreamBuffer? Oldest { get; private set; }

    /// <summary>A buffer for at least this many bytes; null if the bound is reached.</summary>
    public StreamBuffer? Take(int length, int slot)
    {
        if (Rent(length) is not { } bytes)
        {
            return null;
        }

        if (!_buffers.TryPop(out var buffer))
        {
            buffer = new();
        }

        buffer.Begin(bytes);
        buffer.Slot = slot;
        Link(buffer);
        return buffer;
    }

    /// <summary>Gives the buffer an array of at least this many bytes; false if the bound is reached.</summary>
    public bool TryGrow(StreamBuffer buffer, int length)
    {
        if (Rent(length) is not { } bytes)
        {
            return false;
        }

        Return(buffer.MoveTo(bytes));
        return true;
    }

    public void Touch(StreamBuffer buffer)
    {
        if (_newest != buffer)
        {
            Unlink(buffer);
            Link(buffer);
        }
    }

    public void Return(StreamBuffer buffer)
    {
        Unlink(buffer);
        Return(buffer.Bytes);
        buffer.Begin([]);
        _buffers.Push(buffer);
    }

    private byte[]? Rent(int length)
    {
        var index = Class(length);
        var size = MinLength << index;
        if (!_arrays[index].TryPop(out var bytes))
        {
            if (!TryMakeRoom(size))
            {
                return null;
            }

            Memory += size;
            bytes = new byte[size];
        }

        InUse += size;
        return bytes;
    }

    private void Return(byte[] bytes)
    {
        InUse -= bytes.Length;
        _arrays[Class(bytes.Length)].Push(bytes);
    }

    // Arrays of other sizes that nobody uses give way.
    private bool TryMakeRoom(int size)
    {
        for (var index = _arrays.Length - 1; index >= 0; index--)
        {
            while (Memory + size > _capacity && _arrays[index].TryPop(out var unused))
            {
                Memory -= unused.Length;
            }
        }

        return Memory + size <= _capacity;
    }

    private static int Class(int length) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, MinLength))) - BitOperations.Log2(MinLength);

    private void Link(StreamBuffer buffer)
    {
        buffer.Older = _newest;
        buffer.Newer = null;
        if (_newest is null)
        {
            Oldest = buffer;
        }
        else
        {
            _newest.Newer = buffer;
        }

        _newest = buffer;
    }

    private void Unlink(StreamBuffer buffer)
    {
        if (buffer.Older is { } older)
        {
            older.Newer = buffer.Newer;
        }
        else
        {
            Oldest = buffer.Newer;
        }

        if (buffer.Newer is { } newer)
        {
            newer.Older = buffer.Older;
        }
        else
        {
            _newest = buffer.Older;
        }
    }
}
