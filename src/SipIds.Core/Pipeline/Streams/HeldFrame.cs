using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Streams;

namespace SipIds.Pipeline.Streams;

/// <summary>A frame that waits for the rest of its message, and where its segment lies in it.</summary>
internal struct HeldFrame
{
    /// <summary>The source that keeps it, and its number there.</summary>
    public IFrameControl Control;
    public long Number;

    /// <summary>The slot of its stream, and whose that must still be.</summary>
    public int Slot;
    public NetEndpoint Source;
    public NetEndpoint Target;

    public Timestamp Time;
    public uint Sequence;

    /// <summary>A copy of its bytes; the array is as long as the longest.</summary>
    public byte[] Bytes;
    public int Length;
    public int SegmentStart;
    public int PayloadStart;
    public int PayloadLength;
    public bool IsChecksumPending;

    public readonly uint End => Sequence + (uint)PayloadLength;

    public readonly Span<byte> Frame => Bytes.AsSpan(0, Length);

    public readonly bool IsOf(in TcpStream stream) => stream.Source == Source && stream.Target == Target;
}
