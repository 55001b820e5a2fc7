using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>Room for several datagrams of one receive call, outside the managed heap so that the kernel may write into it.</summary>
internal sealed unsafe class ReceiveSlots : IDisposable
{
    private readonly byte* _bytes;
    private readonly Piece* _pieces;
    private readonly int _size;

    /// <param name="count">How many datagrams.</param>
    /// <param name="size">The bytes of the largest. No multiple of 4,096, or the heads of all of them compete for the same lines of the cache.</param>
    public ReceiveSlots(int count, int size)
    {
        Count = count;
        _size = size;

        // Pages that no datagram reaches are never given by the kernel.
        _bytes = (byte*)NativeMemory.Alloc((nuint)count, (nuint)size);
        _pieces = (Piece*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Piece));
        Headers = (BatchedMessage*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(BatchedMessage));
        for (var i = 0; i < count; i++)
        {
            _pieces[i] = new() { Start = _bytes + ((nint)i * size), Length = (nuint)size };
            Headers[i] = new() { Pieces = &_pieces[i], PieceCount = 1 };
        }
    }

    /// <summary>How many datagrams it holds at the most.</summary>
    public int Count { get; }

    /// <summary>What the receive call fills.</summary>
    public BatchedMessage* Headers { get; }

    /// <summary>The datagram in one slot; valid until the next receive call and until disposal.</summary>
    public ReadOnlySpan<byte> this[int slot] => new(_bytes + ((nint)slot * _size), (int)Math.Min(Headers[slot].Length, (uint)_size));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(Headers);
        NativeMemory.Free(_pieces);
        NativeMemory.Free(_bytes);
    }
}
