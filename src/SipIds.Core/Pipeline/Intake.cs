using SipIds.Packets;
using SipIds.Pipeline.Streams;
using SipIds.Sip;
using SipIds.Streams;

namespace SipIds.Pipeline;

/// <summary>The first station: a frame is decoded, checked below SIP, put into its stream, and what it carries is handed on, payload by payload.</summary>
internal sealed class Intake
{
    private readonly PortSet _ports;
    private readonly PayloadPath _next;
    private readonly PacketDecoder _decoder;
    private readonly TcpReassembler _streams;
    private readonly StreamVerdicts _segments;
    private readonly PipelineStatistics _statistics;

    public Intake(IReadOnlyList<int> ports, PayloadPath next, LastingParts lasting)
    {
        (_ports, _next) = (new(ports), next);
        (_decoder, _streams, _segments, _statistics) = (lasting.Decoder, lasting.Streams, lasting.Segments, lasting.Statistics);
    }

    /// <summary>Takes a frame, and says what becomes of it.</summary>
    public Verdict Take(in CapturedFrame frame)
    {
        var status = _decoder.Decode(frame, out var packet);
        _statistics.Count(status);
        return status is not DecodeStatus.Ok ? TakeUndecoded(status, packet)
            : packet.Transport is Transport.Udp ? TakeDatagram(ref packet)
            : TakeTcp(ref packet);
    }

    /// <summary>Gives up datagrams whose other fragments did not come in time. They have no frame of their own any more.</summary>
    public void Expire(Timestamp now)
    {
        _decoder.Expire(now);
        while (_decoder.TryTakeAbandoned(out var abandoned))
        {
            if (_ports.Contains(abandoned.Target.Port) || _ports.Contains(abandoned.Source.Port))
            {
                var packet = new DecodedPacket
                {
                    Frame = new() { Time = now },
                    Source = abandoned.Source,
                    Target = abandoned.Target,
                    Transport = Transport.Udp,
                    IsPast = true,
                };
                packet.Refuse(PacketFaults.Fragment, "its other fragments never came"u8);
                _ = _next.JudgeFaults(packet);
            }
        }
    }

    // What could not be decoded holds no message; some of it is no accident.
    private Verdict TakeUndecoded(DecodeStatus status, in DecodedPacket packet) => packet.Faults is not PacketFaults.None && status
        is DecodeStatus.FragmentOverlap or DecodeStatus.FragmentInvalid or DecodeStatus.Truncated or DecodeStatus.Malformed or DecodeStatus.TooDeep
        ? _next.JudgeFaults(packet)
        : Verdict.Pass;

    private Verdict TakeDatagram(ref DecodedPacket packet)
    {
        if (!IsOnSipPort(packet) && !SipSniffer.LooksLikeSip(packet.Payload))
        {
            _statistics.OtherPayloads++;
            return Verdict.Pass;
        }

        if (_next.IsStoppedUnread(packet))
        {
            return Verdict.Drop;
        }

        var below = JudgeBelow(ref packet);
        if (below is Verdict.Pass && !packet.IsRefused)
        {
            return _next.Judge(packet, packet.Truncated ? CutMessage.WholeLines(packet.Payload) : packet.Payload);
        }

        _next.NoteDiscarded(packet);
        return below;
    }

    private Verdict TakeTcp(ref DecodedPacket packet)
    {
        // A blocked sender may connect: it may have an emergency.
        if (_next.BlocksAnybody && !packet.Payload.IsEmpty
            && (IsOnSipPort(packet) || _streams.IsFollowed(packet) || SipSniffer.LooksLikeSip(packet.Payload)) && _next.IsStoppedUnread(packet))
        {
            return Verdict.Drop;
        }

        if (!packet.Payload.IsEmpty || IsOnSipPort(packet) || _streams.IsFollowed(packet))
        {
            var below = JudgeBelow(ref packet);
            if (below is not Verdict.Pass || packet.IsDiscarded)
            {
                return below;
            }
        }

        var verdict = TakeSegment(ref packet);
        return packet.Truncated ? TakeCutSegment(packet, verdict) : verdict;
    }

    // The verdict on a segment is what the verdicts on the messages of its connection ask for.
    private Verdict TakeSegment(ref DecodedPacket packet)
    {
        var items = _segments.Begin(ref packet);
        var ofFaults = (packet.Faults & PacketFaults.TcpOverlap) != PacketFaults.None ? _next.JudgeFaults(packet) : Verdict.Pass;
        while (_segments.GoesOn && items.TryRead(out var bytes) is not StreamItem.None and var item)
        {
            _segments.BeginMessage(packet);
            var verdict = _next.Judge(packet, bytes);
            _segments.EndMessage(packet, verdict, item, bytes);
        }

        var ofConnection = _segments.End(packet);
        return ofFaults is Verdict.Drop ? Verdict.Drop : ofConnection;
    }

    private Verdict TakeCutSegment(in DecodedPacket packet, Verdict verdict)
    {
        if (!_streams.TryTakeCut(packet, out var rest) || !SipSniffer.LooksLikeSip(rest))
        {
            return verdict;
        }

        var ofRest = _next.Judge(packet, CutMessage.WholeLines(rest));
        return verdict is Verdict.Pass ? ofRest : verdict;
    }

    // Of the packets that may carry SIP, what is wrong below it is judged first: what its receiver would discard goes no further here.
    private Verdict JudgeBelow(ref DecodedPacket packet)
    {
        _statistics.Cut += packet.Truncated ? 1 : 0;
        _decoder.Verify(ref packet);
        return packet.Faults is PacketFaults.None ? Verdict.Pass : _next.JudgeFaults(packet);
    }

    private bool IsOnSipPort(in DecodedPacket packet) => _ports.Contains(packet.Target.Port) || _ports.Contains(packet.Source.Port);
}
