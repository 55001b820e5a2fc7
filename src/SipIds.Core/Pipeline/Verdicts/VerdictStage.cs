using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Pipeline.Refusals;
using SipIds.Pipeline.Streams;

namespace SipIds.Pipeline.Verdicts;

/// <summary>The station that decides what becomes of a packet. Nobody has written anything yet when it is done, so that no output can change its mind.</summary>
internal sealed class VerdictStage(Policy policy, StreamVerdicts segments, RefusalSender refusals, TimeSpan period, PipelineStatistics statistics)
{
    /// <summary>What becomes of reports.</summary>
    public Policy Policy => policy;

    /// <summary>Whether a copy of what was dropped is dropped as well: it is, unless it cannot be taken out of its stream any more.</summary>
    public bool DropsCopies => !segments.MustPass;

    /// <summary>Decides by the reports in the slot.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Decide(in SipPacket packet, PacketSlot slot)
    {
        slot.Parties = new(packet, slot.Call);
        slot.Decision = AsExcisable(policy.Decide(packet, slot.Inspection.Reports, slot.Call, slot.Parties));
        if (slot.Decision.Verdict is Verdict.Drop)
        {
            statistics.Dropped++;
            slot.RefusedWith = slot.Decision.Rejecting is { } rejecting ? Refuse(packet, slot, Refusal.Of(rejecting, period)) : 0;
        }

        statistics.WouldDrop += slot.Decision.WouldDrop ? 1 : 0;
    }

    /// <summary>Decides on a copy of what was dropped: that was judged, counted and reported when it first came. It is answered as it was, for the first answer may be lost.</summary>
    public Verdict Repeat(in SipPacket packet, PacketSlot slot)
    {
        if (slot.Call is { RefusedWith: not 0 and var status })
        {
            _ = Refuse(packet, slot, Refusal.Of(status, period));
        }

        slot.Inspection.Clear();
        statistics.Dropped++;
        statistics.DroppedCopies++;
        return Verdict.Drop;
    }

    private Decision AsExcisable(in Decision decision) =>
        decision.Verdict is Verdict.Drop && segments.MustPass ? decision with { Verdict = Verdict.Pass, NotExcised = true } : decision;

    // Tells the sender of a message that is being dropped, and returns the status code that it was told; 0 if none.
    private int Refuse(in SipPacket packet, PacketSlot slot, Refusal refusal)
    {
        if (slot.Call is not { } call || segments.Control is not { } control || !refusals.TryRefuse(packet, call, refusal, control))
        {
            return 0;
        }

        statistics.Refused++;
        return refusal.Status;
    }
}
