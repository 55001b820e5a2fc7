using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SipIds.Capture.Native;
using SipIds.Packets;

namespace SipIds.Capture.Bridge;

/// <summary>One direction of a bridge: from the ring of one interface, by way of a verdict, out of the other.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class BridgeLane : IDisposable
{
    // A frame whose segments the sender left to its card is at most 64 KiB and its link header; larger ones exist where an administrator raised gso_max_size.
    private const int LargestFrame = 512 << 10;

    // An Ethernet header and two tags.
    private const int LinkLength = 14 + (2 * VlanTag.Length);

    private readonly BridgePort _from;
    private readonly SendBatch _batch;
    private readonly int _ingress;
    private readonly int _longestUnsegmented;
    private SlotFrame* _slot;
    private byte* _start;
    private nuint _length;
    private byte* _large;
    private byte* _own;

    /// <param name="from">Where frames come in.</param>
    /// <param name="to">Where they go out.</param>
    /// <param name="ingress">The number of the interface at which they come in.</param>
    public BridgeLane(BridgePort from, BridgePort to, int ingress)
    {
        _from = from;
        _batch = new(to);
        _ingress = ingress;
        _longestUnsegmented = to.Device.Mtu + LinkLength;
    }

    public long SendErrors => _batch.Errors;

    public string? SendFault => _batch.Fault;

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

    /// <summary>Sends the frame read last on with other bytes.</summary>
    public void Rewrite(ReadOnlySpan<byte> frame)
    {
        var header = *(VirtioHeader*)_start;
        var isWhole = frame.Length + VirtioHeader.Size == (int)_length;
        Conclude(Verdict.Drop);
        Send(isWhole ? header : default, frame);
    }

    /// <summary>What is still to be done to the frame read last, which is not sent on for now.</summary>
    public VirtioHeader Take()
    {
        var header = *(VirtioHeader*)_start;
        Conclude(Verdict.Drop);
        return header;
    }

    /// <summary>Sends a frame of one's own.</summary>
    /// <param name="header">What is still to be done to it.</param>
    /// <param name="frame">Its bytes from the Ethernet header on.</param>
    public void Send(in VirtioHeader header, ReadOnlySpan<byte> frame)
    {
        if (frame.Length > LargestFrame || (header.Segmentation == 0 && frame.Length > _longestUnsegmented))
        {
            _batch.CountError();
            return;
        }

        _own = _own is null ? (byte*)NativeMemory.Alloc(VirtioHeader.Size + LargestFrame) : _own;
        *(VirtioHeader*)_own = header;
        frame.CopyTo(new(_own + VirtioHeader.Size, frame.Length));
        _batch.Add(_own, (nuint)(VirtioHeader.Size + frame.Length), null);

        // The next one needs the buffer.
        _batch.Flush();
    }

    public void Flush() => _batch.Flush();

    public void Dispose()
    {
        _batch.Dispose();
        NativeMemory.Free(_large);
        NativeMemory.Free(_own);
        _large = null;
        _own = null;
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
        frame.Ingress = _ingress;
        frame.IsChecksumPending = (((VirtioHeader*)_start)->Flags & VirtioHeader.NeedsChecksum) != 0;
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
