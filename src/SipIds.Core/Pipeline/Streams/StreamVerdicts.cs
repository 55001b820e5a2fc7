using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Sip;
using SipIds.Streams;
using SipIds.Streams.Framing;

namespace SipIds.Pipeline.Streams;

/// <summary>Makes the verdicts on the messages of a TCP connection hold for its segments, so that what was dropped stays out however often and however cut it is sent again.</summary>
/// <remarks>
/// A connection that carries one user's messages is cut: nothing from the dropped message on passes, and both ends get a reset.
/// On one that carries those of several the message is replaced by one of equal length that nobody acts on.
/// </remarks>
internal sealed class StreamVerdicts
{
    private const int LargestFrame = 512 << 10;

    private readonly TcpReassembler _streams;
    private readonly TcpStreamTable _table;
    private readonly ConnectionReset _reset;
    private readonly HeldFrames _held;
    private byte[] _rewritten = [];
    private int _rewrittenLength;
    private ConnectionRules _rules;
    private bool _isCutNow;
    private uint _cutAt;

    public StreamVerdicts(TcpReassembler streams, ConnectionRules rules)
    {
        _streams = streams;
        _table = streams.Table;
        _reset = new(streams);
        _held = new(_table);
        Use(rules);
    }

    /// <summary>The source of the frame being judged, if it can do more than pass or drop it.</summary>
    public IFrameControl? Control { get; set; }

    /// <summary>The streams that the connections carry.</summary>
    public TcpReassembler Streams => _streams;

    /// <summary>The bytes with which a frame goes on whose verdict is <see cref="Verdict.Rewrite"/>.</summary>
    public ReadOnlySpan<byte> Rewritten => _rewritten.AsSpan(0, _rewrittenLength);

    /// <summary>How many frames wait for the rest of their message.</summary>
    public int Held => _held.Count;

    /// <summary>Whether the rest of the segment is still to be judged.</summary>
    public bool GoesOn => !_isCutNow;

    /// <summary>Whether the message being judged can be neither taken out nor stopped, because a part of it has passed on a connection of others.</summary>
    public bool MustPass { get; private set; }

    /// <summary>Goes on with other settings.</summary>
    [MemberNotNull(nameof(_rules))]
    public void Use(ConnectionRules rules)
    {
        _rules = rules;
        _streams.IsStrict = _rules.Enforces;
    }

    /// <summary>Takes a segment, and says what is wrong with it.</summary>
    public StreamItems Begin(ref DecodedPacket packet)
    {
        (_isCutNow, MustPass) = (false, false);
        var items = _streams.Push(packet);
        if (_streams.Faults is not PacketFaults.None)
        {
            packet.Accuse(_streams.Faults, "bytes, a RST, a SYN or an ACK that do not fit the connection"u8);
        }

        packet.IsSourceProven = _streams.IsSourceProven;
        if (_rules.Enforces && _streams.Slot >= 0)
        {
            Note(packet);
        }

        return items;
    }

    /// <summary>Says which message of the segment is judged next.</summary>
    public void BeginMessage(in DecodedPacket packet)
    {
        if (!_rules.Enforces)
        {
            return;
        }

        ref var stream = ref _table[_streams.Slot];
        MustPass = (int)(stream.Passed - _streams.ItemSequence) > 0
            && _rules is { Mode: StreamDropMode.Auto, FailsClosed: false }
            && _rules.IsSharedSender(packet);
    }

    /// <summary>Takes the verdict on that message.</summary>
    public void EndMessage(in DecodedPacket packet, Verdict verdict, StreamItem item, ReadOnlySpan<byte> bytes)
    {
        MustPass = false;
        if (_rules.Enforces && verdict is Verdict.Drop)
        {
            Drop(packet, item, bytes);
        }
    }

    /// <summary>Learns whose request passes, or would have.</summary>
    public void Learn(in SipMessage message, ulong user, bool passes)
    {
        if (!_rules.Enforces || !message.IsRequest || _streams.Slot < 0)
        {
            return;
        }

        ref var stream = ref _table[_streams.Slot];
        if (stream.User != user && stream.User != 0)
        {
            stream.Traits |= StreamTraits.IsShared;
            if (_streams.Opposite >= 0)
            {
                _table[_streams.Opposite].Traits |= StreamTraits.IsShared;
            }
        }
        else if (passes)
        {
            stream.User = user;
            if (_streams.Opposite >= 0)
            {
                _table[_streams.Opposite].User = user;
            }
        }
    }

    /// <summary>What becomes of the segment, after its messages were judged.</summary>
    public Verdict End(in DecodedPacket packet)
    {
        if (!_rules.Enforces || _rules.IsTrusted(packet))
        {
            return Verdict.Pass;
        }

        if (_streams.Slot < 0)
        {
            return Verdict.Pass;
        }

        ref var stream = ref _table[_streams.Slot];
        if (stream.Has(StreamTraits.IsCut) || _isCutNow)
        {
            return Refuse(packet);
        }

        if (_streams.IsRefused)
        {
            return Verdict.Drop;
        }

        if (!stream.Has(StreamTraits.IsShared) && stream.Held == 0 && stream.Dropped is null)
        {
            stream.Passed = stream.Next;
            return Verdict.Pass;
        }

        return Conclude(packet, ref stream);
    }

    /// <summary>Releases frames whose time is over, as they came.</summary>
    public void ReleaseOverdue(IFrameControl? control, Timestamp now) => _held.ReleaseOverdue(control, now);

    private void Note(in DecodedPacket packet)
    {
        ref var stream = ref _table[_streams.Slot];
        if (!stream.Has(StreamTraits.IsShared) && _rules.IsShared(packet))
        {
            stream.Traits |= StreamTraits.IsShared;
        }

        if (!stream.Has(StreamTraits.IsSigned) && TcpOptions.HasSignature(packet.Segment))
        {
            stream.Traits |= StreamTraits.IsSigned;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drop(in DecodedPacket packet, StreamItem item, ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref _table[_streams.Slot];
        var isReplaced = _rules.Mode is StreamDropMode.Auto
            && stream.Has(StreamTraits.IsShared) && !stream.Has(StreamTraits.IsSigned)
            && item is StreamItem.Message && _streams.IsItemVerbatim && StreamFiller.Fits(bytes.Length) && SipHead.IsUnambiguous(bytes)
            && (int)(stream.Passed - _streams.ItemSequence) <= 0
            && packet.Frame.Bytes.Overlaps(packet.Payload) && packet.Frame.Bytes.Length <= LargestFrame
            && TryRemember(ref stream, _streams.ItemSequence, bytes.Length, packet.Frame.Time);
        if (!isReplaced)
        {
            (_isCutNow, _cutAt) = (true, _streams.ItemSequence);
        }
    }

    private static bool TryRemember(ref TcpStream stream, uint start, int length, Timestamp now)
    {
        stream.Dropped ??= new();
        return stream.Dropped.TryAdd(start, length, stream, now);
    }

    // The connection is cut, or was before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Refuse(in DecodedPacket packet)
    {
        if (!_isCutNow)
        {
            return _reset.Answer(packet, Control);
        }

        ref var stream = ref _table[_streams.Slot];
        _held.Discard(_streams.Slot);
        var head = (int)(_cutAt - packet.TcpSequence);
        var isNew = (int)(_cutAt - stream.Passed) > 0;
        var passes = isNew && stream.Passed == _streams.Before && head > 0 && head < packet.Payload.Length && packet.Frame.Bytes.Length <= LargestFrame;
        _rewrittenLength = passes ? TcpFrame.WriteShortened(packet, head, BufferFor(packet)) : 0;
        _reset.Cut(packet, _rewrittenLength > 0 ? _cutAt : stream.Passed, _rules.Mode is StreamDropMode.Hold, Control);
        return _rewrittenLength > 0 ? Verdict.Rewrite : Verdict.Drop;
    }

    // A segment of a connection whose dropped messages are replaced: what is done with goes on, what is not waits.
    private Verdict Conclude(in DecodedPacket packet, ref TcpStream stream)
    {
        var slot = _streams.Slot;
        if (stream.Stage is StreamStage.Finished && (packet.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            _held.Discard(slot);
            return Verdict.Pass;
        }

        var sequence = packet.TcpSequence + ((packet.TcpFlags & TcpFlags.Syn) != TcpFlags.None ? 1u : 0u);
        var end = sequence + (uint)packet.Payload.Length;
        var isCopyOfHeld = stream.Held > 0 && !packet.Payload.IsEmpty && (int)(end - _streams.Before) <= 0 && (int)(end - stream.Passed) > 0;
        var unfinished = _streams.Unfinished;
        _held.Release(slot, unfinished);
        if (isCopyOfHeld)
        {
            return Verdict.Drop;
        }

        var isWhole = (int)(end - unfinished) <= 0 || (int)(end - stream.Passed) <= 0 || (int)(stream.Passed - unfinished) > 0;
        if (!isWhole && Control is not null)
        {
            if (_held.TryAdd(Control, packet, slot))
            {
                return Verdict.Hold;
            }

            // What cannot wait passes, and what came before it with it.
            _held.Release(slot, stream.Next);
        }

        stream.Passed = stream.Held == 0 ? stream.Next : stream.Passed;
        return stream.Dropped is { Count: > 0 } dropped && StreamExcision.Concerns(sequence, packet.Payload.Length, dropped)
            ? Rewrite(packet, sequence, dropped)
            : Verdict.Pass;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Rewrite(in DecodedPacket packet, uint sequence, DroppedRanges dropped)
    {
        if (!packet.Frame.Bytes.Overlaps(packet.Payload) || packet.Frame.Bytes.Length > LargestFrame)
        {
            return Verdict.Drop;
        }

        var copy = BufferFor(packet);
        packet.Frame.Bytes.CopyTo(copy);
        _ = StreamExcision.Apply(packet, sequence, dropped, copy);
        _rewrittenLength = packet.Frame.Bytes.Length;
        return Verdict.Rewrite;
    }

    private Span<byte> BufferFor(in DecodedPacket packet)
    {
        if (_rewritten.Length < packet.Frame.Bytes.Length)
        {
            _rewritten = new byte[packet.Frame.Bytes.Length];
        }

        return _rewritten;
    }
}
