using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>10003: a TCP stream says the same bytes to every receiver.</summary>
internal static class TcpOverlapCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 10003, "decoder-tcp-overlap", Severity.Low, EventAction.Drop,
        "A TCP segment that repeats bytes with other content, or an inexact RST or a SYN inside a connection (RFC 9293 §3.10.7.4, RFC 5961).")
    {
        Title = "TCP segments that contradict each other",
        Drop = "That segment alone. The connection goes on with the bytes that came first.",
        Settings = ["decoder.streams", "decoder.stream_memory"],
        FalseAlarm = "A device that changes the bytes of a connection, seen on both of its sides.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Decoded.Faults & PacketFaults.TcpOverlap) != PacketFaults.None)
        {
            inspection.Report(Event, packet.Decoded.FaultDetail);
        }
    }
}
