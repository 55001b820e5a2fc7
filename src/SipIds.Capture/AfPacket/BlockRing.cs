using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using SipIds.Capture.Native;

namespace SipIds.Capture.AfPacket;

/// <summary>The receive ring of TPACKET_V3: blocks that the kernel fills with frames and hands over one after the other.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class BlockRing : IDisposable
{
    private const int Version3 = 2;
    // A block is handed over when its time is out, however little is in it: many small ones bridge longer pauses than few large ones.
    // It must hold the largest frame, 64 KiB where a sender leaves segments to its card.
    private const uint BlockSize = 1 << 17;
    private const uint NominalFrame = 2048;

    // Room before each frame for a tag that is put back.
    private const int Room = 16;

    private readonly RingMapping _mapping;
    private readonly uint _blocks;
    private uint _block;
    private uint _left;
    private bool _holdsBlock;
    private byte* _next;

    /// <summary>Gives a socket a ring of at most <paramref name="size"/> bytes, and of two blocks at least.</summary>
    public BlockRing(PacketSocket socket, long size, TimeSpan blockTimeout)
    {
        const string purpose = "The capture ring cannot be made";
        _blocks = (uint)Math.Clamp(size / BlockSize, 2, int.MaxValue / BlockSize);
        socket.Set(PacketSockets.Version, Version3, purpose);
        socket.Set(PacketSockets.Reserve, Room, purpose);
        var request = new RingRequest
        {
            BlockSize = BlockSize,
            BlockCount = _blocks,
            FrameSize = NominalFrame,
            FrameCount = BlockSize / NominalFrame * _blocks,
            BlockTimeout = (uint)Math.Max(1, blockTimeout.TotalMilliseconds),
        };
        socket.Set(PacketSockets.ReceiveRing, request, purpose);
        _mapping = new(socket, (nuint)BlockSize * _blocks);
    }

    /// <summary>Whether a frame is there.</summary>
    public bool IsReady => _left > 0 || IsFull(_holdsBlock ? Following(_block) : _block);

    /// <summary>The next frame, or null. It stays until the next call; then its block goes back to the kernel if it was the last of it.</summary>
    public BlockFrame* Take()
    {
        if (_left == 0 && !TryTakeBlock())
        {
            return null;
        }

        var frame = (BlockFrame*)_next;
        _left--;
        _next += frame->Next;
        return frame;
    }

    public void Dispose()
    {
        _left = 0;
        _holdsBlock = false;
        _mapping.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryTakeBlock()
    {
        ObjectDisposedException.ThrowIf(_mapping.IsClosed, this);
        do
        {
            if (_holdsBlock)
            {
                Volatile.Write(ref Block(_block)->Status, RingStatus.Kernel);
                _block = Following(_block);
                _holdsBlock = false;
            }

            if (!IsFull(_block))
            {
                return false;
            }

            var block = Block(_block);
            _holdsBlock = true;
            _left = block->Frames;
            _next = (byte*)block + block->FirstFrame;
        }
        while (_left == 0);
        return true;
    }

    private uint Following(uint block) => block + 1 == _blocks ? 0 : block + 1;

    private bool IsFull(uint block) => !_mapping.IsClosed && (Volatile.Read(ref Block(block)->Status) & RingStatus.User) != 0;

    private RingBlock* Block(uint block) => (RingBlock*)(_mapping.Start + ((nuint)block * BlockSize));
}
