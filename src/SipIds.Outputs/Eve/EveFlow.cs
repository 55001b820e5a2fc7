using System.Text.Json;
using SipIds.Packets;

namespace SipIds.Outputs.Eve;

/// <summary>The members that every EVE record of a packet begins with: when, which flow, where from and where to.</summary>
internal static class EveFlow
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">The record, begun.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="eventType">What kind of record it is.</param>
    public static void Write(Utf8JsonWriter writer, in SipPacket packet, ReadOnlySpan<byte> eventType)
    {
        writer.WriteTime("timestamp"u8, packet.Time);
        writer.WriteNumber("flow_id"u8, FlowId.Of(packet.Source, packet.Target, packet.Transport));
        if (packet.Decoded.Frame.Source is { } source)
        {
            writer.WriteString("in_iface"u8, source);
        }
        else
        {
            writer.WriteCount("pcap_cnt"u8, packet.Number);
        }

        writer.WriteString("event_type"u8, eventType);
        writer.WriteAddress("src_ip"u8, packet.Source.Address);
        writer.WriteNumber("src_port"u8, packet.Source.Port);
        writer.WriteAddress("dest_ip"u8, packet.Target.Address);
        writer.WriteNumber("dest_port"u8, packet.Target.Port);
        writer.WriteText("proto"u8, packet.Transport switch
        {
            Transport.Udp => "UDP"u8,
            Transport.Tcp => "TCP"u8,
            _ => default,
        });
        WriteCommunityId(writer, packet);
        writer.WriteString("pkt_src"u8, "wire/pcap"u8);
    }

    private static void WriteCommunityId(Utf8JsonWriter writer, in SipPacket packet)
    {
        Span<byte> id = stackalloc byte[CommunityId.Length];
        if (CommunityId.TryWrite(packet.Source, packet.Target, packet.Transport, id))
        {
            writer.WriteString("community_id"u8, id);
        }
    }

    /// <summary>Writes an endpoint as an object, as Suricata does where it says attacker and victim.</summary>
    public static void WriteEndpoint(Utf8JsonWriter writer, ReadOnlySpan<byte> name, NetEndpoint endpoint)
    {
        writer.WriteStartObject(name);
        writer.WriteAddress("ip"u8, endpoint.Address);
        writer.WriteNumber("port"u8, endpoint.Port);
        writer.WriteEndObject();
    }
}
