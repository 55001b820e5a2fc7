using SipIds.Packets;
using SipIds.Streams.Layers;

namespace SipIds.Streams;

// What is known of the two directions together: how a connection begins, what its ends have received, and what they would discard.
public sealed partial class TcpReassembler
{
    // How old an acknowledgement may be (RFC 5961 §5.2 says: as old as the largest window), and how far ahead of what was seen, where some was not seen.
    private const int OldestAcknowledgement = 1 << 18;
    private const int NewestAcknowledgement = 1 << 16;

    // The slot of the segment's stream, which may begin with it; -1 if it is not followed.
    private int Locate(in DecodedPacket segment, uint sequence, bool isSyn)
    {
        var slot = _table.Find(segment);
        if (slot >= 0 && (_table.IsTimedOut(_table[slot], segment.Frame.Time) || IsForeignCut(_table[slot], sequence)))
        {
            // An old connection of the same ends.
            Forget(slot);
        }
        else if (slot >= 0 && !(isSyn && BeginsAnew(segment, slot, sequence)))
        {
            return slot;
        }

        return isSyn ? LocateSyn(segment, slot, sequence) : LocateLate(segment, slot, sequence);
    }

    // A cut whose other end was never heard holds for the numbers that it was made at: a forger's are not those of the connection.
    private bool IsForeignCut(in TcpStream stream, uint sequence) =>
        stream.Has(StreamTraits.IsCut) && !stream.Has(StreamTraits.IsHeard) && Math.Abs((long)Distance(sequence, stream.Next)) > _maxBuffer;

    private int LocateSyn(in DecodedPacket segment, int slot, uint sequence)
    {
        var opposite = _table.FindOpposite(segment);
        if (IsAck(segment) && opposite >= 0 && !Answers(segment, _table[opposite]))
        {
            return slot;
        }

        slot = Begin(segment, slot, sequence, _layers.First);
        _table[slot].Traits |= StreamTraits.HasSyn;
        return slot;
    }

    // A stream whose beginning was missed is followed from a segment that begins what a layer reads, or may.
    private int LocateLate(in DecodedPacket segment, int slot, uint sequence)
    {
        var start = _layers.Judge(segment.Payload, out var layer);
        if (start is StreamStart.No)
        {
            return -1;
        }

        slot = Begin(segment, slot, sequence, layer);
        if (start is StreamStart.Open)
        {
            Turn(slot, StreamStage.Searching);
        }

        return slot;
    }

    private int Begin(in DecodedPacket segment, int slot, uint sequence, byte layer)
    {
        slot = slot >= 0 ? slot : _table.Claim(segment);
        Forget(slot);
        var isExpected = _ports.Contains(segment.Source.Port) || _ports.Contains(segment.Target.Port);
        _table.Begin(slot, segment, sequence, isExpected ? StreamTraits.IsExpected : StreamTraits.None, layer);
        BeginLayer(slot);
        return slot;
    }

    private void BeginLayer(int slot)
    {
        if (_table[slot].Layer is not StreamLayers.Undecided and var layer)
        {
            _layers[layer].Begin(slot);
        }
    }

    // RFC 5961 §4: a SYN inside a live connection is challenged, not obeyed. It begins a new one if its answer says so.
    private bool BeginsAnew(in DecodedPacket segment, int slot, uint sequence)
    {
        ref var stream = ref _table[slot];
        if (stream.Has(StreamTraits.HasSyn) && sequence == stream.Initial)
        {
            return false;
        }

        var opposite = _table.FindOpposite(segment);
        var isElsewhere = stream.Stage is StreamStage.Finished
            || Math.Abs((long)Distance(sequence, stream.Next)) > _maxBuffer

            // Whoever was reset may connect again at once, with the next number of its kernel's clock.
            || (stream.Has(StreamTraits.IsCut) && Distance(sequence, stream.Highest) > 0);
        if (IsAck(segment))
        {
            return opposite >= 0 ? Answers(segment, _table[opposite]) : isElsewhere;
        }

        if (opposite < 0 || stream.IsHalfOpen || stream.Stage is StreamStage.Finished || stream.Has(StreamTraits.IsCut) || !_table[opposite].Has(StreamTraits.HasData | StreamTraits.HasSyn))
        {
            return isElsewhere;
        }

        stream.Renewal = sequence;
        stream.Traits |= StreamTraits.HasRenewal;
        Faults |= isElsewhere ? PacketFaults.None : PacketFaults.TcpOverlap;
        return false;
    }

    // Whether a SYN-ACK answers the SYN of the other side, or a new one inside its live stream, which then begins anew.
    private static bool Answers(in DecodedPacket segment, in TcpStream caller)
    {
        if (!caller.Has(StreamTraits.IsCut) && caller.Has(StreamTraits.HasSyn) && segment.TcpAcknowledgement == caller.Initial)
        {
            return true;
        }

        return caller.Has(StreamTraits.HasRenewal) && segment.TcpAcknowledgement == caller.Renewal && !IsSameDoor(segment, caller);
    }

    // After a SYN-ACK: the caller's stream begins anew where that answered a SYN inside it.
    private void Link(in DecodedPacket segment)
    {
        if (!IsAck(segment) || Opposite < 0)
        {
            return;
        }

        ref var caller = ref _table[Opposite];
        if (caller.Has(StreamTraits.HasRenewal) && segment.TcpAcknowledgement == caller.Renewal)
        {
            Forget(Opposite);
            _table.Renew(Opposite, segment.Frame.Time, _layers.First);
            BeginLayer(Opposite);
        }
    }

    // What the receiver would discard: RFC 9293 §3.10.7.4 and RFC 5961 §3 and §5.
    private bool IsAcceptable(in DecodedPacket segment, in TcpStream stream, uint sequence)
    {
        if (stream.Stage is StreamStage.Ignoring or StreamStage.Finished)
        {
            return true;
        }

        if ((segment.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            return Distance(sequence, stream.Next) is <= 0 or > StreamMemory.MaxSegment;
        }

        if (Opposite < 0 || (_table[Opposite] is { Stage: StreamStage.Finished or StreamStage.Ignoring }) || !HasBegun(_table[Opposite]))
        {
            return true;
        }

        return IsAck(segment) && Distance(segment.TcpAcknowledgement, _table[Opposite].Highest) is >= -OldestAcknowledgement and <= NewestAcknowledgement;
    }

    private static bool HasBegun(in TcpStream stream) => stream.Has(StreamTraits.HasData) || stream.Has(StreamTraits.HasSyn);

    // What a segment says of the other direction: how much of it has arrived.
    private void Hear(in DecodedPacket segment, ref TcpStream stream, uint sequence)
    {
        if (Opposite < 0 || !IsAck(segment) || Math.Abs((long)Distance(sequence, stream.Next)) > OldestAcknowledgement)
        {
            return;
        }

        ref var heard = ref _table[Opposite];
        if (!HasBegun(heard) || IsSameDoor(segment, heard))
        {
            return;
        }

        var acknowledgement = segment.TcpAcknowledgement;
        if (!heard.Has(StreamTraits.IsHeard) || Distance(acknowledgement, heard.Acked) > 0)
        {
            heard.Acked = acknowledgement;
            heard.Traits |= StreamTraits.IsHeard;
            _histories.Trim(ref heard);
        }

        Prove(ref stream, ref heard, acknowledgement);
    }

    // A handshake whose last step knows the number that went to the caller alone; or, where it was missed, data acknowledged both ways.
    private static void Prove(ref TcpStream stream, ref TcpStream heard, uint acknowledgement)
    {
        if (stream.Has(StreamTraits.IsProven))
        {
            return;
        }

        if (heard.Has(StreamTraits.HasData) && Distance(acknowledgement, heard.Initial) > 0)
        {
            heard.Traits |= StreamTraits.IsAcked;
        }

        var isHandshake = stream.Has(StreamTraits.HasSyn) && heard.Has(StreamTraits.HasSyn)
            && Distance(acknowledgement, heard.Initial) >= 0 && Distance(acknowledgement, heard.Highest) <= 0;
        if (isHandshake || (stream.Has(StreamTraits.IsAcked) && heard.Has(StreamTraits.IsAcked)))
        {
            stream.Traits |= StreamTraits.IsProven;
            heard.Traits |= StreamTraits.IsProven;
        }
    }

    // Where doors are told apart, the two ends of a connection are behind different ones.
    private static bool IsSameDoor(in DecodedPacket segment, in TcpStream other) => other.Ingress != 0 && other.Ingress == segment.Frame.Ingress;

    private static bool IsAck(in DecodedPacket segment) => (segment.TcpFlags & TcpFlags.Ack) != TcpFlags.None;

    private static int Distance(uint sequence, uint from) => (int)(sequence - from);
}
