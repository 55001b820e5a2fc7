using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>10001: the receiver's checksum sums up.</summary>
internal static class ChecksumCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 10001, "decoder-checksum", Severity.Low, EventAction.Drop,
        "A wrong IP, UDP or TCP checksum where offload to the capturing host's network card is not the reason: the receiver discards the packet (RFC 1122 §3.2.1.2, §4.1.3.4, §4.2.2.7).")
    {
        Title = "Wrong checksum",
        Drop = "That packet alone, which its receiver would discard; what it carried is judged when it comes again with a right checksum.",
        Settings = ["ports"],
        FalseAlarm = "A capture that was edited without its checksums made anew.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Decoded.Faults & PacketFaults.Checksum) != PacketFaults.None)
        {
            inspection.Report(Event, packet.Decoded.FaultDetail);
        }
    }
}
