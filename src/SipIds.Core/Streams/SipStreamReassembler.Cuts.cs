using SipIds.Packets;

namespace SipIds.Streams;

// Segments that the capture cut short (snap length).
public sealed partial class SipStreamReassembler
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
        rest = stream.Buffer is { HasHole: false } waiting ? waiting.Ready : default;
        Release(ref stream);
        stream.Turn(StreamStage.Searching);
        stream.Next = end + (uint)segment.CutLength;
        return !rest.IsEmpty;
    }
}
