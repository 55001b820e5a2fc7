using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>The station that judges a payload by itself: parses it, says where it really came from, and asks the preprocessors that need to know nothing else.</summary>
internal sealed class MessageStage(StageTable preprocessors, OriginResolver origins)
{
    /// <summary>Reads a payload.</summary>
    public SipPacket Read(in DecodedPacket decoded, ReadOnlySpan<byte> payload, SipHeaderTable headers)
    {
        var status = SipParser.Parse(payload, headers, out var message);
        return origins.Resolve(decoded, payload, status, message);
    }

    /// <summary>A packet that is judged for what is wrong with it below SIP alone.</summary>
    public SipPacket WithoutMessage(in DecodedPacket decoded) => origins.Resolve(decoded, default, SipParseStatus.NotSip, default);

    /// <summary>Asks the preprocessors of this stage.</summary>
    public void Inspect(in SipPacket packet, Inspection inspection) => preprocessors.Inspect(Interest.SlotOf(packet), packet, inspection);

    /// <summary>Asks those that judge what a snap length has left of a message.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void InspectCut(in SipPacket packet, Inspection inspection) => preprocessors.Inspect(Interest.CutSlot, packet, inspection);

    /// <summary>Asks those that judge what is wrong below SIP.</summary>
    public void InspectFaults(in SipPacket packet, Inspection inspection) => preprocessors.Inspect(Interest.FaultSlot, packet, inspection);

    /// <summary>Tells the preprocessors of this stage that the packet passes.</summary>
    public void Observe(in SipPacket packet, Inspection inspection) => preprocessors.Observe(Interest.SlotOf(packet), packet, inspection);
}
