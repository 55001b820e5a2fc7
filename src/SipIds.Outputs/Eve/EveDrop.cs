using System.Buffers.Binary;
using System.Text.Json;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>drop</c> object, as Suricata writes it, and beside it which event decided.</summary>
internal static class EveDrop
{
    private const int EthernetHeader = 14;
    private const int VlanTag = 4;
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;

    public static void Write(Utf8JsonWriter writer, in SipPacket packet)
    {
        writer.WriteStartObject("drop"u8);
        WriteIp(writer, IpOf(packet.Decoded.Frame));
        if (packet.Transport is Transport.Tcp)
        {
            writer.WriteNumber("tcpseq"u8, packet.Decoded.TcpSequence);
        }
        else
        {
            writer.WriteNumber("udplen"u8, packet.Payload.Length + 8);
        }

        writer.WriteString("reason"u8, "rules"u8);
        writer.WriteEndObject();
    }

    public static void WriteOurs(Utf8JsonWriter writer, in Drop drop, in SipPacket packet)
    {
        writer.WriteStartObject("sipids"u8);
        writer.WriteString("event"u8, drop.Event.Name);
        writer.WriteFlag("would_drop"u8, drop.WouldDrop);
        writer.WriteCount("refused_with"u8, drop.RefusedWith);
        writer.WriteCount("left_out"u8, drop.LeftOut);
        if (packet.Origin != packet.Source && !packet.Origin.Address.IsNone)
        {
            writer.WriteAddress("origin"u8, packet.Origin);
        }

        writer.WriteEndObject();
    }

    // Of the outermost IP header: the one by which others find the packet.
    private static void WriteIp(Utf8JsonWriter writer, ReadOnlySpan<byte> header)
    {
        switch (header.IsEmpty ? 0 : header[0] >> 4)
        {
            case 4 when header.Length >= IPv4Header:
                writer.WriteNumber("len"u8, BinaryPrimitives.ReadUInt16BigEndian(header[2..]));
                writer.WriteNumber("tos"u8, header[1]);
                writer.WriteNumber("ttl"u8, header[8]);
                writer.WriteNumber("ipid"u8, BinaryPrimitives.ReadUInt16BigEndian(header[4..]));
                break;
            case 6 when header.Length >= IPv6Header:
                writer.WriteNumber("len"u8, BinaryPrimitives.ReadUInt16BigEndian(header[4..]));
                writer.WriteNumber("tc"u8, (BinaryPrimitives.ReadUInt16BigEndian(header) >> 4) & byte.MaxValue);
                writer.WriteNumber("hoplimit"u8, header[7]);
                break;
            default:
                break;
        }
    }

    private static ReadOnlySpan<byte> IpOf(in CapturedFrame frame)
    {
        if (frame.Link is LinkType.Raw)
        {
            return frame.Bytes;
        }

        var offset = EthernetHeader;
        while (frame.Link is LinkType.Ethernet && frame.Bytes.Length >= offset + VlanTag)
        {
            switch (BinaryPrimitives.ReadUInt16BigEndian(frame.Bytes[(offset - 2)..]))
            {
                case 0x8100 or 0x88A8:
                    offset += VlanTag;
                    break;
                case 0x0800 or 0x86DD:
                    return frame.Bytes[offset..];
                default:
                    return default;
            }
        }

        return default;
    }
}
