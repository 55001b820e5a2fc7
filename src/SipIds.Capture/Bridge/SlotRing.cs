using System.Runtime.Versioning;
using SipIds.Capture.Native;

namespace SipIds.Capture.Bridge;

/// <summary>The receive ring of TPACKET_V2: one slot a frame, handed over as soon as the frame is there. Each slot goes back when its frame was sent on or dropped.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SlotRing : IDisposable
{
    private const int Version2 = 1;
    private const uint BlockSize = 1 << 18;
    private const int Alignment = 64;

    // Room before each frame for a tag that is put back.
    private const int Room = 16;

    // What the kernel puts before a frame: its header, an address, the link header's alignment, a virtio header.
    private const int Headers = 32 + 20 + 16 + 32 + Room + VirtioHeader.Size;

    // An Ethernet header and a tag that the kernel leaves in.
    private const int LinkLength = 14 + VlanTag.Length;

    private readonly RingMapping _mapping;
    private readonly uint _slotSize;
    private readonly uint _slotsInBlock;
    private readonly uint _blocks;
    private uint _block;
    private uint _slot;

    /// <summary>Gives a socket a ring of at most <paramref name="size"/> bytes whose slots hold frames of <paramref name="mtu"/> bytes; larger ones also come to the socket as messages.</summary>
    public SlotRing(PacketSocket socket, long size, int mtu)
    {
        const string purpose = "The ring of the bridge cannot be made";
        _slotSize = (uint)Math.Min((Headers + LinkLength + mtu + Alignment - 1) / Alignment * Alignment, BlockSize);
        _slotsInBlock = BlockSize / _slotSize;
        _blocks = (uint)Math.Clamp(size / BlockSize, 2, int.MaxValue / BlockSize);
        socket.Set(PacketSockets.Version, Version2, purpose);
        socket.Set(PacketSockets.Reserve, Room, purpose);
        socket.Set(PacketSockets.VirtioHeader, 1, purpose);
        socket.Set(PacketSockets.CopyThreshold, 1, purpose);
        var request = new RingRequest { BlockSize = BlockSize, BlockCount = _blocks, FrameSize = _slotSize, FrameCount = _slotsInBlock * _blocks };
        socket.Set(PacketSockets.ReceiveRing, request, purpose, length: RingRequest.Version2Length);
        _mapping = new(socket, (nuint)BlockSize * _blocks);
    }

    /// <summary>How many frames it holds.</summary>
    public int Capacity => (int)(_slotsInBlock * _blocks);

    /// <summary>Whether a frame is there.</summary>
    public bool IsReady => (Volatile.Read(ref Current->Status) & RingStatus.User) != 0;

    private SlotFrame* Current => (SlotFrame*)(_mapping.Start + ((nuint)_block * BlockSize) + ((nuint)_slot * _slotSize));

    /// <summary>The next frame, or null. It stays until it is released; fewer than <see cref="Capacity"/> may be held.</summary>
    public SlotFrame* Take()
    {
        var frame = Current;
        if ((Volatile.Read(ref frame->Status) & RingStatus.User) == 0)
        {
            return null;
        }

        if (++_slot == _slotsInBlock)
        {
            _slot = 0;
            _block = _block + 1 == _blocks ? 0 : _block + 1;
        }

        return frame;
    }

    /// <summary>Gives a slot back to the kernel.</summary>
    public static void Release(SlotFrame* frame) => Volatile.Write(ref frame->Status, RingStatus.Kernel);

    public void Dispose() => _mapping.Dispose();
}
