using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>10004: IP options and extension headers are such as hosts accept.</summary>
internal static class OptionsCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 10004, "decoder-options", Severity.Low, EventAction.Alert,
        "IP options or extension headers that no receiver accepts, a TTL below `min_ttl`, or too many encapsulations (RFC 7126, RFC 8200 §4, RFC 5095).")
    {
        Title = "Illegal IP options",
        Drop = DropReach.Nothing,
        Settings = ["decoder.min_ttl", "decoder.max_depth"],
        FalseAlarm = "Phones or trunks farther away than `decoder.min_ttl` expects, or tunnels nested deeper than `decoder.max_depth`.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Decoded.Faults & PacketFaults.Options) != PacketFaults.None)
        {
            inspection.Report(Event, packet.Decoded.FaultDetail);
        }
    }
}
