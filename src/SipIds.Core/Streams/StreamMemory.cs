using System.Numerics;

namespace SipIds.Streams;

/// <summary>The memory in which the bytes of all streams wait, those of TCP and those of the layers on it: bounded, and taken from the stream that was silent longest when there is no more.</summary>
internal sealed class StreamMemory
{
    /// <summary>The most bytes that come at once.</summary>
    public const int MaxSegment = 65536;

    private readonly StreamBufferPool _pool;

    /// <summary>Memory of this size.</summary>
    /// <param name="bytes">What it may take in all.</param>
    /// <param name="item">What is to be kept whole in it.</param>
    public StreamMemory(long bytes, long item)
    {
        var largest = BitOperations.RoundUpToPowerOf2((ulong)item + MaxSegment);
        var quarter = 1UL << BitOperations.Log2((ulong)Math.Max(bytes / 4, 2 * MaxSegment));
        Largest = (int)Math.Min(largest, quarter);
        _pool = new(bytes, Largest);
    }

    /// <summary>The most bytes that one buffer holds.</summary>
    public int Largest { get; }

    /// <summary>Bytes of the buffers that streams hold now.</summary>
    public long InUse => _pool.InUse;

    /// <summary>Bytes of all buffers, held or kept for use.</summary>
    public long Total => _pool.Memory;

    /// <summary>Gives up all that waits of the stream in a slot.</summary>
    public Action<int> Evict { get; set; } = static _ => { };

    /// <summary>Makes room for bytes at a distance from those in order; false if there is none.</summary>
    public bool TryReserve(ref StreamBuffer? buffer, int slot, int ahead, int length)
    {
        var needed = buffer?.NeededFor(ahead, length) ?? (long)ahead + length;
        if (needed > Largest)
        {
            return false;
        }

        while (buffer is null || buffer.Bytes.Length < needed)
        {
            var isDone = buffer is { } small ? _pool.TryGrow(small, (int)needed) : (buffer = _pool.Take((int)needed, slot)) is not null;
            if (!isDone && !TryEvict(slot))
            {
                return false;
            }
        }

        buffer.MakeRoom(ahead, length);
        _pool.Touch(buffer);
        return true;
    }

    /// <summary>Takes a buffer back. Its bytes stay as they are until the next one is written.</summary>
    public void Return(ref StreamBuffer? buffer)
    {
        if (buffer is { } held)
        {
            buffer = null;
            _pool.Return(held);
        }
    }

    private bool TryEvict(int slot)
    {
        var victim = _pool.Oldest;
        while (victim is not null && victim.Slot == slot)
        {
            victim = victim.Newer;
        }

        if (victim is null)
        {
            return false;
        }

        Evict(victim.Slot);
        return true;
    }
}
