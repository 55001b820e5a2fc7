using System.Numerics;
using SipIds.Pipeline.Settings;
using SipIds.Sip;

namespace SipIds.Packets;

/// <summary>Follows TCP streams that carry SIP and cuts them into messages. Never throws, whatever the segments; its memory is bounded by its options.</summary>
/// <remarks>
/// Each direction is a stream of its own. A stream is followed if it begins on a SIP port or if a segment begins as a SIP message does.
/// Of bytes that come twice the first copy counts. A message that lies whole in one segment is not copied. One reassembler belongs to one thread.
/// </remarks>
public sealed partial class SipStreamReassembler
{
    private const int MaxSegment = 65536;
    private const int MaxSegmentsHeld = 16;
    private const int MaxStrays = 3;

    private static readonly TimeSpan s_maxHole = TimeSpan.FromSeconds(3);

    private readonly TcpStreamTable _table;
    private readonly StreamBufferPool _pool;
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

    /// <summary>Takes a TCP segment; any other packet gives no items.</summary>
    /// <returns>What it completed, to be read until <see cref="StreamItem.None"/> before the next segment.</returns>
    public SipStreamItems Push(in DecodedPacket segment)
    {
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

        ref var stream = ref _table[slot];
        stream.LastSeen = segment.Frame.Time;
        if ((segment.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            Reset(ref stream, sequence);
            return default;
        }

        if ((segment.TcpFlags & TcpFlags.Fin) != TcpFlags.None)
        {
            stream.Traits |= StreamTraits.HasFin;
            stream.Fin = sequence + (uint)segment.Payload.Length;
        }

        return segment.Payload.IsEmpty
            ? stream.IsComplete ? new(this, slot, default) : default
            : Accept(slot, sequence, segment.Payload);
    }

    /// <summary>Reads the next item of a stream whose new bytes are in <paramref name="segment"/> or in its buffer.</summary>
    internal StreamItem Read(int slot, scoped ref ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _table[slot];
        while (true)
        {
            var data = stream.Buffer is { } waiting ? waiting.Ready : segment;
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
                return cut.Item;
            }

            if (!IsHoleGivenUp(stream))
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

    // The slot of the segment's stream, which may begin with it; -1 if it is not followed.
    private int Locate(in DecodedPacket segment, uint sequence, bool isSyn)
    {
        var slot = _table.Find(segment);
        if (slot >= 0 && !_table.IsTimedOut(_table[slot], segment.Frame.Time) && !(isSyn && IsElsewhere(_table[slot], sequence)))
        {
            return slot;
        }

        var isSipPort = _ports.Contains(segment.Source.Port) || _ports.Contains(segment.Target.Port);
        if (!(isSyn && isSipPort) && !SipSniffer.LooksLikeSip(segment.Payload))
        {
            return -1;
        }

        slot = slot >= 0 ? slot : _table.Claim(segment);
        Release(ref _table[slot]);
        _table.Begin(slot, segment, sequence, isSipPort ? StreamTraits.OnSipPort : StreamTraits.None);
        return slot;
    }

    // RFC 9293 §3.10.7.4: a SYN inside a live connection is challenged, not obeyed; a forged one shall not mislead us either.
    private bool IsElsewhere(in TcpStream stream, uint sequence) =>
        stream.Stage is StreamStage.Finished || Distance(sequence, stream.Next) is var distance && (distance > _maxBuffer || distance < -_maxBuffer);

    private static int Distance(uint sequence, uint from) => (int)(sequence - from);

    private void Reset(ref TcpStream stream, uint sequence)
    {
        var distance = Distance(sequence, stream.Next);
        if (distance >= 0 && distance <= MaxSegment)
        {
            Release(ref stream);
            stream.Turn(StreamStage.Finished);
        }
    }

    private SipStreamItems Accept(int slot, uint sequence, ReadOnlySpan<byte> payload)
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
            if (ahead + payload.Length <= 0)
            {
                Retransmissions++;
                return default;
            }

            payload = payload[-ahead..];
            ahead = 0;
        }

        if (ahead == 0 && stream.Stage is StreamStage.Searching && stream.Buffer is { HasHole: false } && SipStart.IsUnmistakable(payload))
        {
            Release(ref stream);
        }

        if (ahead == 0 && stream.Buffer is null)
        {
            stream.Next += (uint)payload.Length;
            return new(this, slot, payload);
        }

        return Hold(slot, ahead, payload);
    }

    // An ended stream may go on only with bytes after its end: others are copies of what was read.
    private SipStreamItems Reopen(int slot, uint sequence, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        if ((stream.Stage is StreamStage.Finished && Distance(sequence, stream.Next) < 0) || !SipSniffer.LooksLikeSip(payload))
        {
            return default;
        }

        stream.Turn(StreamStage.Boundary);
        stream.Next = sequence + (uint)payload.Length;
        return new(this, slot, payload);
    }

    // One forged segment shall not cost a message that waits for its rest; several are a connection whose beginning we missed.
    private SipStreamItems Stray(int slot, uint sequence, ReadOnlySpan<byte> payload)
    {
        OutOfWindow++;
        ref var stream = ref _table[slot];
        if (++stream.Strays < MaxStrays && (stream.Buffer is not null || !SipSniffer.LooksLikeSip(payload)))
        {
            return default;
        }

        HolesSkipped++;
        Release(ref stream);
        stream.Strays = 0;
        stream.Turn(StreamStage.Searching);
        stream.Next = sequence + (uint)payload.Length;
        return new(this, slot, payload);
    }

    private SipStreamItems Hold(int slot, int ahead, ReadOnlySpan<byte> payload)
    {
        ref var stream = ref _table[slot];
        OutOfOrder += ahead > 0 ? 1 : 0;
        if (TryReserve(slot, ahead, payload.Length)
            && stream.Buffer is { } buffer
            && buffer.Write(ahead, payload, stream.LastSeen) is >= 0 and var grown)
        {
            stream.Next += (uint)grown;
            return new(this, slot, default);
        }

        // No room: the segment becomes the new beginning.
        HolesSkipped++;
        Release(ref stream);
        stream.Turn(StreamStage.Searching);
        stream.Next += (uint)(ahead + payload.Length);
        return new(this, slot, payload);
    }

    private bool TryReserve(int slot, int ahead, int length)
    {
        ref var stream = ref _table[slot];
        var needed = stream.Buffer?.NeededFor(ahead, length) ?? (long)ahead + length;
        if (needed > _maxBuffer)
        {
            return false;
        }

        while (stream.Buffer is null || stream.Buffer.Bytes.Length < needed)
        {
            var isDone = stream.Buffer is { } small ? _pool.TryGrow(small, (int)needed) : (stream.Buffer = _pool.Take((int)needed, slot)) is not null;
            if (!isDone && !TryEvict(slot))
            {
                return false;
            }
        }

        stream.Buffer.MakeRoom(ahead, length);
        _pool.Touch(stream.Buffer);
        return true;
    }

    private bool TryEvict(int slot)
    {
        var victim = _pool.Oldest;
        victim = victim?.Slot == slot ? victim.Newer : victim;
        if (victim is null)
        {
            return false;
        }

        BufferEvictions++;
        ref var stream = ref _table[victim.Slot];
        Release(ref stream);
        stream.Turn(StreamStage.Searching);
        return true;
    }

    private static bool IsHoleGivenUp(in TcpStream stream) =>
        stream.Buffer is { HasHole: true } buffer
        && (buffer.SegmentsHeld >= MaxSegmentsHeld || stream.LastSeen - buffer.HoleSince > s_maxHole);

    private void SkipHole(ref TcpStream stream)
    {
        HolesSkipped++;
        stream.Next += (uint)stream.Buffer!.SkipHole(stream.LastSeen);
        stream.Turn(StreamStage.Searching);
    }

    // What is left of the segment waits for the next one.
    private void Settle(int slot, ReadOnlySpan<byte> rest)
    {
        ref var stream = ref _table[slot];
        if (stream.IsComplete)
        {
            Release(ref stream);
            stream.Turn(StreamStage.Finished);
            return;
        }

        if (stream.Buffer is { } buffer)
        {
            if (buffer.IsEmpty)
            {
                Release(ref stream);
            }
        }
        else if (!rest.IsEmpty && TryReserve(slot, 0, rest.Length))
        {
            _ = stream.Buffer!.Write(0, rest, stream.LastSeen);
        }
        else if (!rest.IsEmpty)
        {
            BufferEvictions++;
            stream.Turn(StreamStage.Searching);
        }
    }

    private void Release(ref TcpStream stream)
    {
        if (stream.Buffer is { } buffer)
        {
            stream.Buffer = null;
            _pool.Return(buffer);
        }
    }
}
