using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Pipeline.Streams;

/// <summary>Makes frames out of the one that carries a TCP segment: a reset to one of its ends, or the segment with fewer bytes.</summary>
/// <remarks>Only where nothing but Ethernet, its tags and one IP header stand before the segment: what is inside a tunnel or came in fragments is left alone.</remarks>
internal static class TcpFrame
{
    private const int MacLength = 6;
    private const int EthernetLength = 14;
    private const int IPv4Length = 20;
    private const int IPv6Length = 40;
    private const int TcpLength = 20;
    private const byte Protocol = 6;
    private const byte HopLimit = 64;
    private const TcpFlags ResetFlags = TcpFlags.Rst | TcpFlags.Ack;

    /// <summary>The length of the longest frame that <see cref="WriteReset"/> writes.</summary>
    public const int MaxResetLength = EthernetLength + (8 * 4) + IPv6Length + TcpLength;

    /// <summary>Writes a reset with these numbers.</summary>
    /// <param name="packet">A segment of the connection.</param>
    /// <param name="back">Whether it goes to the segment's sender, in the receiver's name.</param>
    /// <param name="sequence">The number that its receiver waits for (RFC 5961 §3).</param>
    /// <param name="acknowledgement">What it acknowledges.</param>
    /// <param name="buffer">Where it is written.</param>
    /// <returns>How long it is; 0 if none can be made.</returns>
    public static int WriteReset(in DecodedPacket packet, bool back, uint sequence, uint acknowledgement, Span<byte> buffer)
    {
        var frame = packet.Frame.Bytes;
        if (!TryFindIP(packet, out var ip) || ip > MaxResetLength - IPv6Length - TcpLength)
        {
            return 0;
        }

        var (from, to) = back ? (packet.Target, packet.Source) : (packet.Source, packet.Target);
        WriteLink(frame[..ip], back, buffer);
        var tcp = ip + (from.Address.IsIPv4 ? IPv4Length : IPv6Length);
        WriteIP(buffer[ip..tcp], from.Address, to.Address);
        var segment = buffer.Slice(tcp, TcpLength);
        segment.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], acknowledgement);
        segment[12] = TcpLength / 4 << 4;
        segment[13] = (byte)ResetFlags;
        TcpChecksum.Write(from.Address, to.Address, segment);
        return tcp + TcpLength;
    }

    /// <summary>Copies the frame with only the first bytes of its payload.</summary>
    /// <returns>How long it is; 0 if none can be made.</returns>
    public static int WriteShortened(in DecodedPacket packet, int payload, Span<byte> buffer)
    {
        if (!TryFindIP(packet, out var ip) || !packet.Frame.Bytes.Overlaps(packet.Payload, out var start))
        {
            return 0;
        }

        var length = start + payload;
        packet.Frame.Bytes[..length].CopyTo(buffer);
        var header = buffer[ip..];
        if (packet.Source.Address.IsIPv4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(length - ip));
            TcpChecksum.WriteIPv4(header[..((header[0] & 0xF) * 4)]);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(length - ip - IPv6Length));
        }

        var tcp = start - (packet.Segment.Length - packet.Payload.Length);
        buffer[tcp + 13] &= unchecked((byte)~(byte)TcpFlags.Fin);
        TcpChecksum.Write(packet.Source.Address, packet.Target.Address, buffer[tcp..length]);
        return length;
    }

    // Where the IP header begins, if it is the only one.
    private static bool TryFindIP(in DecodedPacket packet, out int ip)
    {
        var frame = packet.Frame.Bytes;
        ip = LengthOfLink(packet.Frame.Link, frame);
        if (ip < 0 || ip + IPv4Length > frame.Length || !frame.Overlaps(packet.Segment, out var tcp))
        {
            return false;
        }

        return (frame[ip] >> 4) switch
        {
            4 => tcp == ip + ((frame[ip] & 0xF) * 4),
            6 => tcp == ip + IPv6Length,
            _ => false,
        };
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

    private static void WriteIP(Span<byte> header, NetAddress from, NetAddress to)
    {
        header.Clear();
        if (from.IsIPv4)
        {
            header[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], IPv4Length + TcpLength);
            header[6] = 0x40;
            header[8] = HopLimit;
            header[9] = Protocol;
            _ = from.WriteTo(header[12..]);
            _ = to.WriteTo(header[16..]);
            TcpChecksum.WriteIPv4(header);
            return;
        }

        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], TcpLength);
        header[6] = Protocol;
        header[7] = HopLimit;
        _ = from.WriteTo(header[8..]);
        _ = to.WriteTo(header[24..]);
    }
}
