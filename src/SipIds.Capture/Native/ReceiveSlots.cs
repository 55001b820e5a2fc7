using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>Room for several datagrams of one receive call, outside the managed heap so that the kernel may write into it.</summary>
internal sealed unsafe class ReceiveSlots : IDisposable
{
    private readonly byte* _bytes;
    private readonly IoVector* _vectors;
    private readonly int _size;

    /// <param name="count">How many datagrams.</param>
    /// <param name="size">The bytes of the largest. No multiple of 4,096, or the heads of all of them compete for the same lines of the cache.</param>
    public ReceiveSlots(int count, int size)
    {
        Count = count;
        _size = size;

        // Pages that no datagram reaches are never given by the kernel.
        _bytes = (byte*)NativeMemory.Alloc((nuint)count, (nuint)size);
        _vectors = (IoVector*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(IoVector));
        Headers = (MessageSlot*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(MessageSlot));
        for (var i = 0; i < count; i++)
        {
            _vectors[i] = new() { Base = _bytes + ((nint)i * size), Length = size };
            Headers[i] = new() { Vectors = &_vectors[i], VectorCount = 1 };
        }
    }

    /// <summary>How many datagrams it holds at the most.</summary>
    public int Count { get; }

    /// <summary>What the receive call fills.</summary>
    public MessageSlot* Headers { get; }

    /// <summary>The datagram in one slot; valid until the next receive call and until disposal.</summary>
    public ReadOnlySpan<byte> this[int slot] => new(_bytes + ((nint)slot * _size), (int)Math.Min(Headers[slot].Received, (uint)_size));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(Headers);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_bytes);
    }
}
