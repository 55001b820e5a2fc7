using System.Buffers.Binary;
using SipIds.Packets.Link;

namespace SipIds.Packets;

/// <summary>The link and IP headers of a frame that the sensor makes out of one that it judges.</summary>
/// <remarks>Only where nothing but Ethernet, its tags and one IP header stand before the transport's: what is inside a tunnel or came in fragments is left alone.</remarks>
internal static class FrameHead
{
    private const int MacLength = 6;
    private const int EthernetLength = 14;
    private const byte HopLimit = 64;
    private const ushort DoNotFragment = 0x4000;

    /// <summary>The length of an IPv4 header without options.</summary>
    public const int IPv4Length = 20;

    /// <summary>The length of an IPv6 header.</summary>
    public const int IPv6Length = 40;

    /// <summary>The most that stands before the transport's header: Ethernet, eight tags, IPv6.</summary>
    public const int MaxLength = EthernetLength + (8 * 4) + IPv6Length;

    /// <summary>Where the IP header begins, if it is the only one.</summary>
    public static bool TryFindIP(in DecodedPacket packet, out int ip)
    {
        var frame = packet.Frame.Bytes;
        ip = LengthOfLink(packet.Frame.Link, frame);
        if (ip < 0 || ip + IPv4Length > frame.Length || !frame.Overlaps(packet.Segment, out var segment))
        {
            return false;
        }

        return (frame[ip] >> 4) switch
        {
            4 => segment == ip + ((frame[ip] & 0xF) * 4),
            6 => segment == ip + IPv6Length,
            _ => false,
        };
    }

    /// <summary>Writes the headers of a frame to one of the packet's two ends.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="back">Whether it goes to the packet's sender, in the receiver's name.</param>
    /// <param name="protocol">The transport's number.</param>
    /// <param name="length">How many bytes follow, the transport's header included.</param>
    /// <param name="buffer">Where they are written, at least <see cref="MaxLength"/>.</param>
    /// <returns>How long they are; 0 if none can be made.</returns>
    public static int Write(in DecodedPacket packet, bool back, byte protocol, int length, Span<byte> buffer)
    {
        if (!TryFindIP(packet, out var ip) || ip > MaxLength - IPv6Length)
        {
            return 0;
        }

        var (from, to) = back ? (packet.Target.Address, packet.Source.Address) : (packet.Source.Address, packet.Target.Address);
        WriteLink(packet.Frame.Bytes[..ip], back, buffer);
        return ip + (from.IsIPv4 ? WriteIPv4(buffer[ip..], from, to, protocol, length) : WriteIPv6(buffer[ip..], from, to, protocol, length));
    }

    private static int LengthOfLink(LinkType link, ReadOnlySpan<byte> frame)
    {
        if (link is LinkType.Raw or LinkType.IPv4 or LinkType.IPv6 or LinkType.RawBsd or LinkType.RawOpenBsd)
        {
            return 0;
        }

        var length = EthernetLength;
        while (link is LinkType.Ethernet && frame.Length >= length && EtherType.IsTag(BinaryPrimitives.ReadUInt16BigEndian(frame[(length - 2)..])))
        {
            length += 4;
        }

        return link is LinkType.Ethernet && frame.Length >= length ? length : -1;
    }

    private static void WriteLink(ReadOnlySpan<byte> link, bool back, Span<byte> buffer)
    {
        link.CopyTo(buffer);
        if (back && link.Length >= EthernetLength)
        {
            link.Slice(MacLength, MacLength).CopyTo(buffer);
            link[..MacLength].CopyTo(buffer[MacLength..]);
        }
    }

    private static int WriteIPv4(Span<byte> buffer, NetAddress from, NetAddress to, byte protocol, int length)
    {
        var header = buffer[..IPv4Length];
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(IPv4Length + length));
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], DoNotFragment);
        header[8] = HopLimit;
        header[9] = protocol;
        _ = from.WriteTo(header[12..]);
        _ = to.WriteTo(header[16..]);
        TransportChecksum.WriteIPv4(header);
        return IPv4Length;
    }

    private static int WriteIPv6(Span<byte> buffer, NetAddress from, NetAddress to, byte protocol, int length)
    {
        var header = buffer[..IPv6Length];
        header.Clear();
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)length);
        header[6] = protocol;
        header[7] = HopLimit;
        _ = from.WriteTo(header[8..]);
        _ = to.WriteTo(header[24..]);
        return IPv6Length;
    }
}
