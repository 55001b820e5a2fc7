using SipIds.Packets;
using SipIds.Streams.Layers;

namespace SipIds.Streams;

// Segments that the capture cut short (snap length).
public sealed partial class TcpReassembler
{
    /// <summary>Gives up waiting for the bytes that the capture cut off a segment, after its items were read.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="rest">What came of a message that is not whole, until the next segment.</param>
    /// <returns>Whether there is such a rest.</returns>
    internal bool TryTakeCut(in DecodedPacket segment, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        var slot = _table.Find(segment);
        var end = segment.TcpSequence + (uint)segment.Payload.Length;
        if (slot < 0 || _table[slot].Next != end)
        {
            return false;
        }

        ref var stream = ref _table[slot];
        var carried = stream.Layer == StreamLayers.Undecided ? default : _layers[stream.Layer].Waiting(slot, out _);
        rest = !carried.IsEmpty ? carried : stream.Buffer is { HasHole: false } waiting ? waiting.Ready : default;
        _memory.Return(ref stream.Buffer);
        Turn(slot, StreamStage.Searching);
        stream.Next = end + (uint)segment.CutLength;
        return !rest.IsEmpty;
    }
}
