using SipIds.Packets;
using SipIds.Streams.Layers;

namespace SipIds.Streams;

// Where the bytes of a segment belong: in order, again, before their time, or nowhere.
public sealed partial class TcpReassembler
{
    /// <summary>Forgets a stream's bytes. Its place stays.</summary>
    internal void Forget(int slot)
    {
        ref var stream = ref _table[slot];
        _memory.Return(ref stream.Buffer);
        _histories.Release(ref stream);
        ReleaseLayer(slot);
    }

    private StreamItems Take(int slot, uint sequence, in DecodedPacket segment)
    {
        ref var stream = ref _table[slot];
        var end = sequence + (uint)segment.Payload.Length;
        if ((segment.TcpFlags & TcpFlags.Fin) != TcpFlags.None && !stream.Has(StreamTraits.HasFin) && Distance(end, stream.Next) is var ahead && ahead >= 0 && ahead <= _maxBuffer)
        {
            stream.Traits |= StreamTraits.HasFin;
            stream.Fin = end;
        }

        return segment.Payload.IsEmpty
            ? stream.IsComplete && stream.Stage is not StreamStage.Finished ? new(this, slot, default) : default
            : Accept(slot, sequence, segment.Payload);
    }

    private StreamItems Refuse(PacketFaults fault = PacketFaults.None)
    {
        Faults |= fault;
        IsRefused = true;
        return default;
    }

    // RFC 5961 §3.2: only the exact number resets; within the window it is challenged, which was refused before.
    private void Reset(int slot, uint sequence)
    {
        if (sequence == _table[slot].Next || _table[slot].Stage is StreamStage.Ignoring)
        {
            Forget(slot);
            Turn(slot, StreamStage.Finished);
        }
    }

    private StreamItems Accept(int slot, uint sequence, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        stream.Traits |= StreamTraits.HasData;
        var ahead = Distance(sequence, stream.Next);
        if (stream.Stage is StreamStage.Ignoring or StreamStage.Finished)
        {
            return Reopen(slot, sequence, payload);
        }

        if (ahead > _maxBuffer || ahead < -_maxBuffer)
        {
            return Stray(slot, sequence, payload);
        }

        stream.Strays = 0;
        if (ahead < 0)
        {
            if (!IsCopy(stream, sequence, payload[..Math.Min(-ahead, payload.Length)]) || ahead + payload.Length <= 0)
            {
                Retransmissions += IsRefused ? 0 : 1;
                return default;
            }

            payload = payload[-ahead..];
            ahead = 0;
        }

        Reach(ref stream, stream.Next + (uint)(ahead + payload.Length));
        return Append(slot, ahead, payload);
    }

    private StreamItems Append(int slot, int ahead, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        if (ahead == 0 && stream.Stage is StreamStage.Searching && stream.Buffer is { HasHole: false } && _layers[stream.Layer].IsUnmistakable(payload))
        {
            _memory.Return(ref stream.Buffer);
        }

        if (ahead == 0 && stream.Buffer is null)
        {
            stream.Next += (uint)payload.Length;
            _histories.Append(_table, slot, payload);
            return new(this, slot, payload);
        }

        return Hold(slot, ahead, payload);
    }

    private static void Reach(ref TcpStream stream, uint end)
    {
        if (Distance(end, stream.Highest) > 0)
        {
            stream.Highest = end;
        }
    }

    // Whether bytes that come again are those that were read. Others are a fault; in a strict run they go no further, nor does what cannot be compared.
    private bool IsCopy(in TcpStream stream, uint sequence, ReadOnlySpan<byte> bytes)
    {
        var match = StreamHistories.Compare(stream, sequence, bytes);

        // RFC 9293 §3.8.4: a keep-alive may carry one byte of garbage, the one before the next.
        var isKeepAlive = bytes.Length == 1 && sequence + 1 == stream.Next;
        if (match is HistoryMatch.Same || (isKeepAlive && !stream.Has(StreamTraits.IsHeard)))
        {
            return true;
        }

        Faults |= match is HistoryMatch.Different && !isKeepAlive ? PacketFaults.TcpOverlap : PacketFaults.None;
        IsRefused = IsStrict;
        return !IsStrict;
    }

    // An ended stream may go on only with bytes after its end: others are copies of what was read.
    private StreamItems Reopen(int slot, uint sequence, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        if (stream.Stage is StreamStage.Finished && !MayGoOn(stream, sequence, payload))
        {
            return default;
        }

        stream.Next = sequence + (uint)payload.Length;
        stream.Highest = stream.Next;
        var start = Judge(stream, payload);
        if (start is StreamStart.No || (start is StreamStart.Open && stream.Stage is StreamStage.Finished))
        {
            return default;
        }

        Turn(slot, start is StreamStart.Yes ? StreamStage.Followed : StreamStage.Searching);
        stream.Initial = sequence;
        _histories.Append(_table, slot, payload);
        return new(this, slot, payload);
    }

    // In a strict run nothing comes after a stream's end but what came before it.
    private bool MayGoOn(in TcpStream stream, uint sequence, ReadOnlySpan<byte> payload)
    {
        var ahead = Distance(sequence, stream.Next);
        if (!IsStrict)
        {
            return ahead >= 0 && Judge(stream, payload) is StreamStart.Yes;
        }

        if (ahead > _maxBuffer || ahead < -_maxBuffer)
        {
            return Judge(stream, payload) is StreamStart.Yes;
        }

        IsRefused = ahead + payload.Length > 0 || !IsCopy(stream, sequence, payload);
        return false;
    }

    // One forged segment shall not cost a message that waits for its rest; several are a connection whose beginning we missed.
    private StreamItems Stray(int slot, uint sequence, ReadOnlySpan<byte> payload)
    {
        OutOfWindow++;
        ref var stream = ref _table[slot];
        if (IsStrict && stream.Has(StreamTraits.IsHeard) && !IsDelivered(stream))
        {
            // Its receiver acknowledged what we read, so that it would discard this.
            return Refuse();
        }

        if (++stream.Strays < MaxStrays && (stream.Buffer is not null || Judge(stream, payload) is not StreamStart.Yes))
        {
            IsRefused = IsStrict;
            return default;
        }

        HolesSkipped++;
        Forget(slot);
        stream.Strays = 0;
        Turn(slot, StreamStage.Searching);
        stream.Next = sequence + (uint)payload.Length;
        stream.Highest = stream.Next;
        stream.Initial = sequence;
        return new(this, slot, payload);
    }

    private StreamItems Hold(int slot, int ahead, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        OutOfOrder += ahead > 0 ? 1 : 0;
        if (ahead > 0 && IsStrict && stream.Has(StreamTraits.IsShared))
        {
            // What lies beyond a gap could not be replaced any more; its sender sends it again, in order.
            return Refuse();
        }

        if (stream.Buffer is { } waiting && waiting.Differs(ahead, payload))
        {
            Faults |= PacketFaults.TcpOverlap;
            if (IsStrict)
            {
                return Refuse();
            }
        }

        if (TryReserve(slot, ahead, payload.Length)
            && stream.Buffer is { } buffer
            && buffer.Write(ahead, payload, stream.LastSeen) is >= 0 and var grown)
        {
            stream.Next += (uint)grown;
            _histories.Append(_table, slot, buffer.Ready[^grown..]);
            return new(this, slot, default);
        }

        return IsStrict && !IsDelivered(stream) ? Refuse() : Restart(slot, ahead, payload);
    }

    // No room: the segment becomes the new beginning.
    private StreamItems Restart(int slot, int ahead, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        HolesSkipped++;
        Forget(slot);
        Turn(slot, StreamStage.Searching);
        stream.Next += (uint)(ahead + payload.Length);
        stream.Initial = stream.Next - (uint)payload.Length;
        return new(this, slot, payload);
    }

    private bool TryReserve(int slot, int ahead, int length) => _memory.TryReserve(ref _table[slot].Buffer, slot, ahead, length);

    private void Evict(int slot)
    {
        BufferEvictions++;
        _memory.Return(ref _table[slot].Buffer);
        LoseStep(slot);
    }

    // A message whose beginning was thrown away cannot be judged. In a strict run its rest does not pass, unless the connection carries other people's.
    private void LoseStep(int slot)
    {
        ref var stream = ref _table[slot];
        Turn(slot, StreamStage.Searching);
        if (IsStrict && !stream.Has(StreamTraits.IsShared))
        {
            stream.Traits |= StreamTraits.IsCut;
        }
    }

    // A gap is open while its receiver waits for it. Where that is not seen, it is given up in time.
    private bool IsGapGivenUp(in TcpStream stream) =>
        stream.Buffer is { HasHole: true } buffer
        && (stream.Has(StreamTraits.IsHeard)
            ? IsDelivered(stream)
            : !IsStrict && (buffer.SegmentsHeld >= MaxSegmentsHeld || stream.LastSeen - buffer.HoleSince > s_maxHole));

    // Whether the receiver has bytes that we never saw.
    private static bool IsDelivered(in TcpStream stream) => stream.Has(StreamTraits.IsHeard) && Distance(stream.Acked, stream.Next) > 0;

    private void SkipHole(int slot)
    {
        ref var stream = ref _table[slot];
        _isRead = false;
        HolesSkipped++;
        stream.Next += (uint)stream.Buffer!.SkipHole(stream.LastSeen);
        _histories.Release(ref stream);
        stream.Initial = stream.Next - (uint)stream.Buffer!.Ready.Length;
        Turn(slot, StreamStage.Searching);
    }

    // What is left of the segment waits for the next one.
    private void Settle(int slot, ReadOnlySpan<byte> rest)
    {
        ref var stream = ref _table[slot];
        if (stream.IsComplete)
        {
            _memory.Return(ref stream.Buffer);
            Turn(slot, StreamStage.Finished);
            return;
        }

        if (stream.Stage is StreamStage.Ignoring)
        {
            Forget(slot);
            return;
        }

        if (stream.Buffer is { } buffer)
        {
            if (buffer.IsEmpty)
            {
                _memory.Return(ref stream.Buffer);
            }
        }
        else if (!rest.IsEmpty && TryReserve(slot, 0, rest.Length))
        {
            _ = stream.Buffer!.Write(0, rest, stream.LastSeen);
        }
        else if (!rest.IsEmpty)
        {
            BufferEvictions++;
            LoseStep(slot);
        }
    }
}
