using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline;

public sealed partial class SipIdsPipeline
{
    // What could not be decoded holds no message; some of it is no accident.
    private Verdict ProcessUndecoded(DecodeStatus status, in DecodedPacket packet) => packet.Faults is not PacketFaults.None && status
        is DecodeStatus.FragmentOverlap or DecodeStatus.FragmentInvalid or DecodeStatus.Truncated or DecodeStatus.Malformed or DecodeStatus.TooDeep
        ? JudgeFaults(packet)
        : Verdict.Pass;

    // Of the packets that may carry SIP, what is wrong below it is judged first: what its receiver would discard goes no further here.
    private Verdict ProcessBelow(ref DecodedPacket packet)
    {
        CountCut(packet);
        _decoder.Verify(ref packet);
        return packet.Faults is PacketFaults.None ? Verdict.Pass : JudgeFaults(packet);
    }

    // Who answers a request that cannot have come is not accused of it: a capture that somebody edited has wrong checksums of packets that were right.
    private void NoteDiscarded(in DecodedPacket decoded)
    {
        if (!_setup.Inline && _calls is { } calls && SipParser.Parse(decoded.Payload, _headers, out var message) is SipParseStatus.Ok)
        {
            var packet = new SipPacket(decoded, decoded.Payload, SipParseStatus.Ok, message, decoded.Source);
            calls.LookUp(packet);
            calls.ObserveDropped(packet, byVerdict: false);
        }
    }

    private bool IsOnSipPort(in DecodedPacket packet) => _ports.Contains(packet.Target.Port) || _ports.Contains(packet.Source.Port);

    private Verdict ProcessTcp(ref DecodedPacket packet)
    {
        if (!packet.Payload.IsEmpty || IsOnSipPort(packet) || _streams.IsFollowed(packet))
        {
            var verdict = ProcessBelow(ref packet);
            if (verdict is not Verdict.Pass || packet.IsDiscarded)
            {
                return verdict;
            }
        }

        var ofSegment = ProcessSegment(ref packet);
        return packet.Truncated ? ProcessCutSegment(packet, ofSegment) : ofSegment;
    }

    /// <summary>Reports what is wrong with a packet below SIP, and decides what becomes of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict JudgeFaults(in DecodedPacket decoded)
    {
        var packet = new SipPacket(decoded, default, SipParseStatus.NotSip, default, decoded.Source);
        _inspection.Begin(decoded.Frame.Time);
        _dispatcher.InspectFaults(packet, _inspection);
        return _inspection.Count > 0 ? Judge(packet) : Verdict.Pass;
    }

    // Those whose rest did not come have no frame of their own any more.
    private void JudgeAbandoned(Timestamp now)
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
                _ = JudgeFaults(packet);
            }
        }
    }

    private void CountCut(in DecodedPacket packet)
    {
        if (packet.Truncated)
        {
            Statistics.Cut++;
        }
    }
}
