using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline.Verdicts;
using SipIds.Sip;
using SipIds.Streams;

namespace SipIds.Pipeline;

public sealed partial class SipIdsPipeline
{
    /// <summary>The bytes with which the frame processed last goes on, where its verdict is <see cref="Verdict.Rewrite"/>. Valid until the next frame.</summary>
    public ReadOnlySpan<byte> Rewritten => _segments.Rewritten;

    /// <summary>How many frames wait for the rest of their message (<see cref="Verdict.Hold"/>).</summary>
    public int HeldFrames => _segments.Held;

    /// <summary>Takes one frame through the pipeline.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="control">Its source, where that can keep frames back and send.</param>
    /// <returns>What becomes of the frame.</returns>
    public Verdict Process(in CapturedFrame frame, IFrameControl? control)
    {
        _segments.Control = control;
        return Process(frame);
    }

    /// <summary>Releases frames that have waited for the rest of their message for too long. To be called every few milliseconds while there are <see cref="HeldFrames"/>.</summary>
    /// <param name="control">The source that keeps them; null for all.</param>
    /// <param name="now">The packets' clock; the latest time that there is releases all.</param>
    public void ReleaseHeld(IFrameControl? control, Timestamp now) => _segments.ReleaseOverdue(control, now);

    // The verdict on a segment is what the verdicts on the messages of its connection ask for.
    private Verdict ProcessSegment(ref DecodedPacket packet)
    {
        var items = _segments.Begin(ref packet);
        var ofFaults = (packet.Faults & PacketFaults.TcpOverlap) != PacketFaults.None ? JudgeFaults(packet) : Verdict.Pass;
        while (_segments.GoesOn && items.TryRead(out var bytes) is not StreamItem.None and var item)
        {
            _segments.BeginMessage(packet);
            var verdict = ProcessPayload(packet, bytes);
            _segments.EndMessage(packet, verdict, item, bytes);
        }

        var ofConnection = _segments.End(packet);
        return ofFaults is Verdict.Drop ? Verdict.Drop : ofConnection;
    }

    private void Learn(in SipMessage message, Verdict verdict)
    {
        var uri = message.From.Uri;
        _segments.Learn(message, _setup.Hasher.Hash(uri.User).With(_setup.Hasher.HashIgnoreCase(uri.Host)).Low | 1, verdict is Verdict.Pass);
    }

    private Policy.Decision AsExcisable(in Policy.Decision decision) =>
        decision.Verdict is Verdict.Drop && _segments.MustPass ? decision with { Verdict = Verdict.Pass, NotExcised = true } : decision;
}
