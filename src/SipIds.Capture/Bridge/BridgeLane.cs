using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Capture.Native;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Capture.Bridge;

/// <summary>One direction of a bridge: from the ring of one interface, by way of a verdict, out of the other.</summary>
internal sealed unsafe class BridgeLane : IDisposable
{
    // A frame whose segments the sender left to its card is at most 64 KiB and its link header; larger ones exist where an administrator raised gso_max_size.
    private const int LargestFrame = 512 << 10;

    private readonly BridgePort _from;
    private readonly SendBatch _batch;
    private SlotFrame* _slot;
    private byte* _start;
    private nuint _length;
    private byte* _large;

    public BridgeLane(BridgePort from, BridgePort to)
    {
        _from = from;
        _batch = new(to);
    }

    public long SendErrors => _batch.Errors;

    public bool IsReady => _from.Ring.IsReady;

    public int Capacity => _from.Ring.Capacity;

    /// <summary>Takes the next frame; it waits for <see cref="Conclude"/>.</summary>
    public bool TryRead(ref CapturedFrame frame)
    {
        SlotFrame* slot;
        while ((slot = _from.Ring.Take()) is not null)
        {
            frame.Time = Timestamp.FromUnix(slot->Seconds, slot->Nanoseconds);
            if (slot->Captured == slot->Length)
            {
                _slot = slot;
                Hold(slot, (byte*)slot + slot->Link, (int)slot->Length, ref frame);
                return true;
            }

            if (TryReadLarge(slot, ref frame))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends the frame read last on, or does not.</summary>
    public void Conclude(Verdict verdict)
    {
        var slot = _slot;
        _slot = null;
        if (verdict is Verdict.Pass)
        {
            _batch.Add(_start, _length, slot);
            if (slot is null)
            {
                // The next large frame needs the buffer.
                _batch.Flush();
            }
        }
        else if (slot is not null)
        {
            SlotRing.Release(slot);
        }
    }

    public void Flush() => _batch.Flush();

    public void Dispose()
    {
        _batch.Dispose();
        NativeMemory.Free(_large);
        _large = null;
    }

    private void Hold(SlotFrame* slot, byte* start, int length, ref CapturedFrame frame)
    {
        if (VlanTag.IsMissing(slot->Status))
        {
            start = PutTagBack(start, slot);
            length += VlanTag.Length;
        }

        _start = start - VirtioHeader.Size;
        var isSettled = (((VirtioHeader*)_start)->Flags & (VirtioHeader.NeedsChecksum | VirtioHeader.IsValid)) != 0;
        frame.Checksums = isSettled ? ChecksumState.Settled : ChecksumState.Final;
        _length = (nuint)(length + VirtioHeader.Size);
        frame.OriginalLength = length;
        frame.Bytes = new(start, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* PutTagBack(byte* start, SlotFrame* slot)
    {
        start = VlanTag.PutBack(start, slot->Status, slot->VlanTag, slot->VlanProtocol, before: VirtioHeader.Size);
        var header = (VirtioHeader*)(start - VirtioHeader.Size);
        if ((header->Flags & VirtioHeader.NeedsChecksum) != 0)
        {
            header->ChecksumStart += VlanTag.Length;
        }

        if (header->Segmentation != 0)
        {
            header->HeaderLength += VlanTag.Length;
        }

        return start;
    }

    // A frame that is larger than its slot also lies in the socket's own queue, whole.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryReadLarge(SlotFrame* slot, ref CapturedFrame frame)
    {
        nint received = -1;
        if ((slot->Status & RingStatus.Copy) != 0)
        {
            _large = _large is null ? (byte*)NativeMemory.Alloc(VlanTag.Length + VirtioHeader.Size + LargestFrame) : _large;
            received = PacketSockets.Receive(
                _from.Socket, _large + VlanTag.Length, VirtioHeader.Size + LargestFrame, PacketSockets.DontWait | PacketSockets.TruncatedLength);
        }

        var length = (int)received - VirtioHeader.Size;
        var isWhole = length > 0 && length == slot->Length && length <= LargestFrame;
        if (isWhole)
        {
            Hold(slot, _large + VlanTag.Length + VirtioHeader.Size, length, ref frame);
        }
        else
        {
            _batch.CountError();
        }

        SlotRing.Release(slot);
        return isWhole;
    }
}
