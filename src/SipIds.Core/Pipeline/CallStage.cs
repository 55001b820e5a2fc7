using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>The station that judges a message by what came before it. One thread, capture order: what it looks up it changes only after the verdict, and only for what passes.</summary>
internal sealed class CallStage(StageTable preprocessors, CallTracker? calls)
{
    /// <summary>Runs the timers of the call table.</summary>
    public void Tick(Timestamp now) => calls?.OnTick(now);

    /// <summary>Whether the message looked up last is a copy of one that was dropped.</summary>
    public bool IsCopyOfDropped => calls is { Context.IsCopyOfDropped: true };

    /// <summary>Whether the message looked up last is a copy of one that would have been dropped.</summary>
    public bool IsCopyOfRehearsed => calls is { Context.IsCopyOfRehearsed: true };

    /// <summary>Finds what is known of a message; null if there is no call table.</summary>
    public CallContext? LookUp(in SipPacket packet)
    {
        calls?.Begin(packet.Time);
        calls?.LookUp(packet);
        return calls?.Context;
    }

    /// <summary>Asks the preprocessors of this stage.</summary>
    public void Inspect(in SipPacket packet, Inspection inspection) => preprocessors.Inspect(Interest.SlotOf(packet), packet, inspection);

    /// <summary>Asks those that judge what is wrong below SIP.</summary>
    public void InspectFaults(in SipPacket packet, Inspection inspection) => preprocessors.Inspect(Interest.FaultSlot, packet, inspection);

    /// <summary>Takes a message that passes into the call table.</summary>
    public void Enter(in SipPacket packet) => calls?.Observe(packet);

    /// <summary>Tells the preprocessors of this stage that the packet passes.</summary>
    public void Observe(in SipPacket packet, Inspection inspection) => preprocessors.Observe(Interest.SlotOf(packet), packet, inspection);

    /// <summary>Remembers that a message was dropped, so that its copies are.</summary>
    public void ObserveDropped(in SipPacket packet, int refusedWith) => calls?.ObserveDropped(packet, refusedWith: refusedWith);

    /// <summary>Remembers that a message would have been dropped, so that its copies would be.</summary>
    public void ObserveRehearsed(in SipPacket packet) => calls?.ObserveRehearsed(packet);

    /// <summary>Takes in what a snap length has left of a message, if it says which call it is of; is blind otherwise.</summary>
    public void EnterCut(in SipPacket packet) => calls?.ObserveCut(packet);

    /// <summary>Remembers a message that its receiver discards: who answers it is not accused of answering what never came, for a capture that somebody edited has wrong checksums of packets that were right.</summary>
    public void EnterDiscarded(in DecodedPacket decoded, SipHeaderTable headers)
    {
        if (calls is not null && SipParser.Parse(decoded.Payload, headers, out var message) is SipParseStatus.Ok)
        {
            var packet = new SipPacket(decoded, decoded.Payload, SipParseStatus.Ok, message, decoded.Source);
            calls.Begin(packet.Time);
            calls.LookUp(packet);
            calls.ObserveDropped(packet, byVerdict: false);
        }
    }
}
