using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>10002: the fragments of a datagram make one datagram.</summary>
internal static class FragmentCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 10002, "decoder-fragment", Severity.Low, EventAction.Drop,
        "Fragments that overlap, contradict each other, end beyond 65,535 bytes, or of which the rest of a datagram for a SIP port never came (RFC 5722, RFC 8200 §4.5).")
    {
        Title = "Contradictory fragments",
        Drop = "The datagram of those fragments, which becomes whole nowhere; other datagrams of its sender are not touched. Where the rest never came, nothing is left to drop.",
        Settings = ["decoder.fragmented_datagrams", "decoder.fragment_timeout", "ports"],
        FalseAlarm = "A firewall on the way that drops fragments, or fragments that take paths which the sensor does not see.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Decoded.Faults & PacketFaults.Fragment) != PacketFaults.None)
        {
            inspection.Report(Event, packet.Decoded.FaultDetail);
        }
    }
}
