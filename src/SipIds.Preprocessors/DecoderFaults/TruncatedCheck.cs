using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>10005: a packet is as long as its headers claim.</summary>
internal static class TruncatedCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 10005, "decoder-truncated", Severity.Low, EventAction.Alert,
        "A packet shorter than its headers claim, where neither the snap length nor a mirror cut it.")
    {
        Title = "Packet shorter than its headers claim",
        Drop = DropReach.Nothing,
        FalseAlarm = "A mirror or a capturing program that cuts packets without saying so.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Decoded.Faults & PacketFaults.Truncated) != PacketFaults.None)
        {
            inspection.Report(Event, packet.Decoded.FaultDetail);
        }
    }
}
