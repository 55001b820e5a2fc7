using SipIds.Packets;
using SipIds.Streams.Layers;

namespace SipIds.Streams;

/// <summary>Follows TCP streams and hands their bytes in order to the layers above. Never throws, whatever the segments; its memory is bounded by its options.</summary>
/// <remarks>
/// Each direction is a stream of its own. A stream is followed if its SYN is seen, or from a segment that begins as its layer says.
/// Of bytes that come twice the first copy counts, and another one with other bytes is a fault. A message that lies whole in one segment is not copied. One reassembler belongs to one thread.
/// </remarks>
public sealed partial class TcpReassembler
{
    private const int MaxSegmentsHeld = 16;
    private const int MaxStrays = 3;

    private static readonly TimeSpan s_maxHole = TimeSpan.FromSeconds(3);

    private readonly TcpStreamTable _table;
    private readonly StreamMemory _memory;
    private readonly StreamHistories _histories;
    private readonly StreamLayers _layers;
    private readonly PortSet _ports;
    private readonly int _maxBuffer;
    private bool _isRead;

    /// <summary>A reassembler with these bounds.</summary>
    /// <param name="decoder">How many streams and bytes it may hold, and for how long.</param>
    /// <param name="memory">Where bytes wait.</param>
    /// <param name="layers">What reads the streams.</param>
    /// <param name="ports">The ports whose streams are expected to be what the layers read.</param>
    internal TcpReassembler(DecoderOptions decoder, StreamMemory memory, StreamLayers layers, IReadOnlyList<int> ports)
    {
        (_memory, _layers, _ports, _maxBuffer) = (memory, layers, new(ports), memory.Largest);
        _histories = new(decoder.StreamMemory.Bytes / 4);
        _table = new(decoder.Streams, decoder.StreamTimeout, EndpointHash.NewSeed());
        memory.Evict = Evict;
    }

    /// <summary>Streams that are followed now, each direction one; those that fell silent stay until their place is needed.</summary>
    public int Streams => _table.Count;

    /// <summary>Bytes of the buffers that streams hold now.</summary>
    public long BufferedBytes => _memory.InUse;

    /// <summary>Bytes of all buffers, held or kept for use; never more than the bound.</summary>
    public long BufferMemory => _memory.Total;

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

    /// <summary>Where the item read last begins in its stream; never after its first byte.</summary>
    internal uint ItemSequence { get; private set; }

    /// <summary>Whether the item read last lies in its stream byte for byte and in one piece, so that it can be replaced there.</summary>
    internal bool IsItemVerbatim { get; private set; }

    /// <summary>Where in the stream of the segment taken last what is not whole yet begins.</summary>
    internal uint Unfinished
    {
        get
        {
            ref var stream = ref _table[Slot];
            if (stream.Layer != StreamLayers.Undecided && !_layers[stream.Layer].Waiting(Slot, out var waiting).IsEmpty)
            {
                return waiting;
            }

            return stream is { Buffer: { } buffer, Stage: StreamStage.Followed } ? stream.Next - (uint)buffer.Ready.Length : stream.Next;
        }
    }

    /// <summary>The number after all that had come in order before the segment taken last.</summary>
    internal uint Before { get; private set; }

    internal TcpStreamTable Table => _table;

    /// <summary>Takes a TCP segment; any other packet gives no items.</summary>
    /// <returns>What it completed, to be read until <see cref="StreamItem.None"/> before the next segment.</returns>
    public StreamItems Push(in DecodedPacket segment)
    {
        (Faults, IsRefused, Slot, Opposite, _isRead) = (PacketFaults.None, false, -1, -1, false);
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
            Reset(slot, sequence);
            return default;
        }

        Hear(segment, ref stream, sequence);
        return Take(slot, sequence, segment);
    }

    /// <summary>Reads the next item of a stream whose new bytes are in <paramref name="segment"/> or in its buffer.</summary>
    internal StreamItem Read(int slot, scoped ref ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (!_isRead && ReadLayer(slot, ref segment, out bytes) is not StreamItem.None and var item)
            {
                return item;
            }

            if (!IsGapGivenUp(_table[slot]))
            {
                break;
            }

            SkipHole(slot);
        }

        Settle(slot, segment);
        segment = default;
        bytes = default;
        return StreamItem.None;
    }

    private StreamItem ReadLayer(int slot, scoped ref ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _table[slot];
        var data = stream.Buffer is { } waiting ? waiting.Ready : segment;
        var cut = Ask(slot, data, out bytes);
        if (stream.Buffer is { } buffer)
        {
            buffer.Consume(cut.Consumed);
        }
        else
        {
            segment = segment[cut.Consumed..];
        }

        stream.Stage = cut.Stage;
        if (cut.IsStarved)
        {
            BufferEvictions++;
            LoseStep(slot);
        }

        if (cut.Item is StreamItem.Message)
        {
            Messages++;

            // Most segments hold one message and no more.
            _isRead = cut.Consumed == data.Length && !cut.HasMore;
        }

        (ItemSequence, IsItemVerbatim) = (cut.Sequence, cut.IsVerbatim);
        return cut.Item;
    }

    private StreamCut Ask(int slot, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _table[slot];
        bytes = default;
        if (stream.Stage is StreamStage.Ignoring)
        {
            return new(StreamItem.None, data.Length, StreamStage.Ignoring);
        }

        if (stream.Layer == StreamLayers.Undecided && !TryChoose(slot, data))
        {
            return new(StreamItem.None, 0, stream.Stage);
        }

        var place = new StreamPlace(slot, Opposite, stream.Next - (uint)data.Length, stream.Has(StreamTraits.IsExpected), stream.IsComplete);
        return _layers[stream.Layer].Next(place, data, out bytes);
    }
}
