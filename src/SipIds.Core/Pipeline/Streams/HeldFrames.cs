using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Streams;

namespace SipIds.Pipeline.Streams;

/// <summary>The frames that wait for the rest of their message, in the order in which they came: few, and for a short time.</summary>
internal sealed class HeldFrames(TcpStreamTable table)
{
    /// <summary>The longest that a frame waits. A message that takes longer passes as it comes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    /// <summary>The most bytes of one stream that wait.</summary>
    public const int MaxBytes = 1 << 14;

    private const int Capacity = 256;
    private const int Headers = 512;

    private readonly HeldFrame[] _frames = new HeldFrame[Capacity];

    public int Count { get; private set; }

    /// <summary>Keeps the frame of a segment, if there is room and its source can.</summary>
    public bool TryAdd(IFrameControl control, in DecodedPacket packet, int slot)
    {
        var frame = packet.Frame.Bytes;
        ref var stream = ref table[slot];
        if (Count == Capacity
            || frame.Length > MaxBytes + Headers
            || (int)(packet.TcpSequence + (uint)packet.Payload.Length - stream.Passed) > MaxBytes
            || !frame.Overlaps(packet.Payload, out var payload)
            || control.Hold() is not (not 0 and var number))
        {
            return false;
        }

        ref var held = ref _frames[Count++];
        held = new()
        {
            Control = control,
            Number = number,
            Slot = slot,
            Source = packet.Source,
            Target = packet.Target,
            Time = packet.Frame.Time,
            Sequence = packet.TcpSequence,
            Bytes = held.Bytes ?? new byte[MaxBytes + Headers],
            Length = frame.Length,
            SegmentStart = payload - (packet.Segment.Length - packet.Payload.Length),
            PayloadStart = payload,
            PayloadLength = packet.Payload.Length,
            IsChecksumPending = packet.Frame.IsChecksumPending,
        };
        frame.CopyTo(held.Bytes);
        stream.Held++;
        return true;
    }

    /// <summary>Releases the frames of a stream that end at or before a place in it.</summary>
    public void Release(int slot, uint upTo)
    {
        ref var stream = ref table[slot];
        for (var index = 0; index < Count && stream.Held > 0;)
        {
            ref var held = ref _frames[index];
            if (held.Slot == slot && held.IsOf(stream) && (int)(held.End - upTo) <= 0)
            {
                stream.Passed = held.End;
                stream.Held--;
                LetGo(index, stream.Dropped);
            }
            else
            {
                index++;
            }
        }
    }

    /// <summary>Drops the frames of a stream.</summary>
    public void Discard(int slot)
    {
        ref var stream = ref table[slot];
        for (var index = 0; index < Count && stream.Held > 0;)
        {
            ref var held = ref _frames[index];
            if (held.Slot == slot && held.IsOf(stream))
            {
                stream.Held--;
                held.Control.Release(held.Number, Verdict.Drop, held.Frame);
                Remove(index);
            }
            else
            {
                index++;
            }
        }
    }

    /// <summary>Releases what a source has kept for too long; with <see langword="null"/> for a source, of all.</summary>
    public void ReleaseOverdue(IFrameControl? control, Timestamp now)
    {
        for (var index = 0; index < Count;)
        {
            ref var held = ref _frames[index];
            if ((control is not null && !ReferenceEquals(held.Control, control)) || now - held.Time < Longest)
            {
                index++;
                continue;
            }

            ref var stream = ref table[held.Slot];
            if (held.IsOf(stream) && stream.Held > 0)
            {
                // All of the stream, so that they go in order.
                Release(held.Slot, stream.Next);
                index = 0;
            }
            else
            {
                LetGo(index, dropped: null);
            }
        }
    }

    private void LetGo(int index, DroppedRanges? dropped)
    {
        ref var held = ref _frames[index];
        var isRewritten = dropped is not null && StreamExcision.Apply(held, dropped);
        held.Control.Release(held.Number, isRewritten ? Verdict.Rewrite : Verdict.Pass, held.Frame);
        Remove(index);
    }

    // The array of the one that goes is used again.
    private void Remove(int index)
    {
        var bytes = _frames[index].Bytes;
        Array.Copy(_frames, index + 1, _frames, index, --Count - index);
        _frames[Count] = new() { Bytes = bytes };
    }
}
