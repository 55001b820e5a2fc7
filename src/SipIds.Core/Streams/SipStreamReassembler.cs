using System.Numerics;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Streams;

/// <summary>Follows TCP streams that carry SIP and cuts them into messages. Never throws, whatever the segments; its memory is bounded by its options.</summary>
/// <remarks>
/// Each direction is a stream of its own. A stream is followed if it begins on a SIP port or if a segment begins as a SIP message does.
/// Of bytes that come twice the first copy counts, and another one with other bytes is a fault. A message that lies whole in one segment is not copied. One reassembler belongs to one thread.
/// </remarks>
public sealed partial class SipStreamReassembler
{
    private const int MaxSegment = 65536;
    private const int MaxSegmentsHeld = 16;
    private const int MaxStrays = 3;

    private static readonly TimeSpan s_maxHole = TimeSpan.FromSeconds(3);

    private readonly TcpStreamTable _table;
    private readonly StreamBufferPool _pool;
    private readonly StreamHistories _histories;
    private readonly SipFramer _framer;
    private readonly PortSet _ports;
    private readonly int _maxBuffer;

    /// <summary>A reassembler with these bounds.</summary>
    /// <param name="decoder">How many streams and bytes it may hold, and for how long.</param>
    /// <param name="limits">How large a message may be.</param>
    /// <param name="ports">The ports on which streams are taken for SIP from their first byte.</param>
    public SipStreamReassembler(DecoderOptions decoder, LimitsOptions limits, IReadOnlyList<int> ports)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(ports);
        var largest = BitOperations.RoundUpToPowerOf2((ulong)limits.Message.Bytes + MaxSegment);
        var quarter = 1UL << BitOperations.Log2((ulong)Math.Max(decoder.StreamMemory.Bytes / 4, 2 * MaxSegment));
        _maxBuffer = (int)Math.Min(largest, quarter);
        _pool = new(decoder.StreamMemory.Bytes, _maxBuffer);
        _histories = new(decoder.StreamMemory.Bytes / 4);
        _table = new(decoder.Streams, decoder.StreamTimeout, EndpointHash.NewSeed());
        _framer = new((int)Math.Min(limits.Message.Bytes, _maxBuffer - MaxSegment));
        _ports = new(ports);
    }

    /// <summary>Streams that are followed now, each direction one; those that fell silent stay until their place is needed.</summary>
    public int Streams => _table.Count;

    /// <summary>Bytes of the buffers that streams hold now.</summary>
    public long BufferedBytes => _pool.InUse;

    /// <summary>Bytes of all buffers, held or kept for use; never more than the bound.</summary>
    public long BufferMemory => _pool.Memory;

    /// <summary>Streams that gave way to newer ones.</summary>
    public long StreamEvictions => _table.Evictions;

    /// <summary>Streams whose waiting bytes were thrown away because others needed the memory.</summary>
    public long BufferEvictions { get; private set; }

    /// <summary>Holes that were never filled and were passed over.</summary>
    public long HolesSkipped { get; private set; }

    /// <summary>Segments that held nothing new.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Segments that came before their time.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Segments whose sequence number lay far outside the window.</summary>
    public long OutOfWindow { get; private set; }

    /// <summary>Streams on SIP ports that speak TLS and are ignored.</summary>
    public long EncryptedStreams => _framer.EncryptedStreams;

    /// <summary>Messages that were cut off.</summary>
    public long Messages { get; private set; }

    /// <summary>Whether a segment belongs to a stream that is followed.</summary>
    public bool IsFollowed(in DecodedPacket segment) => _table.Find(segment) >= 0;

    /// <summary>What is wrong with the segment taken last: <see cref="PacketFaults.TcpOverlap"/>, or nothing.</summary>
    public PacketFaults Faults { get; private set; }

    /// <summary>Whether the segment taken last belongs to a connection whose ends have both shown that they receive, so that its source is not forged.</summary>
    public bool IsSourceProven => Slot >= 0 && !IsRefused && _table[Slot].Has(StreamTraits.IsProven);

    /// <summary>Whether nothing may reach the receiver that was not read: what cannot be held is refused instead of passed over.</summary>
    internal bool IsStrict { get; set; }

    /// <summary>Whether the segment taken last is one that its receiver would discard, or that must not reach it unread.</summary>
    internal bool IsRefused { get; private set; }

    /// <summary>The slot of the stream of the segment taken last; -1 if it is not followed.</summary>
    internal int Slot { get; private set; } = -1;

    /// <summary>The slot of the stream in the other direction; -1 if it is not followed.</summary>
    internal int Opposite { get; private set; } = -1;

    /// <summary>Where the item read last begins in its stream.</summary>
    internal uint ItemSequence { get; private set; }

    /// <summary>The number after all that had come in order before the segment taken last.</summary>
    internal uint Before { get; private set; }

    internal TcpStreamTable Table => _table;

    /// <summary>Takes a TCP segment; any other packet gives no items.</summary>
    /// <returns>What it completed, to be read until <see cref="StreamItem.None"/> before the next segment.</returns>
    public SipStreamItems Push(in DecodedPacket segment)
    {
        (Faults, IsRefused, Slot, Opposite) = (PacketFaults.None, false, -1, -1);
        if (segment.Transport is not Transport.Tcp)
        {
            return default;
        }

        var isSyn = (segment.TcpFlags & TcpFlags.Syn) != TcpFlags.None;
        var sequence = segment.TcpSequence + (isSyn ? 1u : 0u);
        var slot = Locate(segment, sequence, isSyn);
        if (slot < 0)
        {
            return default;
        }

        Slot = slot;
        Opposite = _table.FindOpposite(segment);
        ref var stream = ref _table[slot];
        Before = stream.Next;
        stream.LastSeen = segment.Frame.Time;
        if (stream.Has(StreamTraits.IsCut))
        {
            return default;
        }

        if (isSyn)
        {
            Link(segment);
            return sequence == stream.Initial ? Take(slot, sequence, segment) : default;
        }

        if (!IsAcceptable(segment, stream, sequence))
        {
            return Refuse(PacketFaults.TcpOverlap);
        }

        if ((segment.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            Reset(ref stream, sequence);
            return default;
        }

        Hear(segment, ref stream, sequence);
        return Take(slot, sequence, segment);
    }

    /// <summary>Reads the next item of a stream whose new bytes are in <paramref name="segment"/> or in its buffer.</summary>
    internal StreamItem Read(int slot, scoped ref ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _table[slot];
        while (true)
        {
            var data = stream.Buffer is { } waiting ? waiting.Ready : segment;
            var begin = stream.Next - (uint)data.Length;
            var cut = _framer.Next(data, stream.IsComplete, ref stream);
            if (stream.Buffer is { } buffer)
            {
                buffer.Consume(cut.End);
            }
            else
            {
                segment = segment[cut.End..];
            }

            if (cut.Item is not StreamItem.None)
            {
                Messages += cut.Item is StreamItem.Message ? 1 : 0;
                bytes = data.Slice(cut.Start, cut.Length);
                ItemSequence = begin + (uint)cut.Start;
                return cut.Item;
            }

            if (!IsGapGivenUp(stream))
            {
                break;
            }

            SkipHole(ref stream);
        }

        Settle(slot, segment);
        segment = default;
        bytes = default;
        return StreamItem.None;
    }
}
