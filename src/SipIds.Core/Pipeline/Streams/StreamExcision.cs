using SipIds.Packets;
using SipIds.Streams;

namespace SipIds.Pipeline.Streams;

/// <summary>Puts fillers in the place of dropped messages, wherever a segment holds a part of one, and makes the checksum anew.</summary>
internal static class StreamExcision
{
    /// <summary>Rewrites a frame that was held; false if it holds nothing of a dropped message.</summary>
    public static bool Apply(in HeldFrame held, DroppedRanges dropped)
    {
        var payload = held.Frame.Slice(held.PayloadStart, held.PayloadLength);
        if (!Fill(payload, held.Sequence, dropped))
        {
            return false;
        }

        if (!held.IsChecksumPending)
        {
            TransportChecksum.WriteTcp(held.Source.Address, held.Target.Address, held.Frame[held.SegmentStart..(held.PayloadStart + held.PayloadLength)]);
        }

        return true;
    }

    /// <summary>Rewrites a copy of a frame; false if it holds nothing of a dropped message.</summary>
    public static bool Apply(in DecodedPacket packet, uint sequence, DroppedRanges dropped, Span<byte> copy)
    {
        _ = packet.Frame.Bytes.Overlaps(packet.Payload, out var start);
        var length = packet.Payload.Length;
        if (!Fill(copy.Slice(start, length), sequence, dropped))
        {
            return false;
        }

        if (!packet.Frame.IsChecksumPending)
        {
            var segment = start - (packet.Segment.Length - length);
            TransportChecksum.WriteTcp(packet.Source.Address, packet.Target.Address, copy[segment..(start + length)]);
        }

        return true;
    }

    /// <summary>Whether a segment holds a part of a dropped message.</summary>
    public static bool Concerns(uint sequence, int length, DroppedRanges dropped)
    {
        for (var index = dropped.Count - 1; index >= 0; index--)
        {
            if (dropped.TryOverlap(index, sequence, length, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fill(Span<byte> payload, uint sequence, DroppedRanges dropped)
    {
        var isFilled = false;
        for (var index = 0; index < dropped.Count; index++)
        {
            if (dropped.TryOverlap(index, sequence, payload.Length, out var overlap))
            {
                StreamFiller.Write(payload.Slice(overlap.InSegment, overlap.Length), overlap.InMessage, overlap.MessageLength);
                isFilled = true;
            }
        }

        return isFilled;
    }
}
