using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Pipeline.Streams;

/// <summary>Makes frames out of the one that carries a TCP segment: a reset to one of its ends, or the segment with fewer bytes.</summary>
/// <remarks>Where <see cref="FrameHead"/> can write what stands before it.</remarks>
internal static class TcpFrame
{
    private const int TcpLength = 20;
    private const TcpFlags ResetFlags = TcpFlags.Rst | TcpFlags.Ack;

    /// <summary>The length of the longest frame that <see cref="WriteReset"/> writes.</summary>
    public const int MaxResetLength = FrameHead.MaxLength + TcpLength;

    /// <summary>Writes a reset with these numbers.</summary>
    /// <param name="packet">A segment of the connection.</param>
    /// <param name="back">Whether it goes to the segment's sender, in the receiver's name.</param>
    /// <param name="sequence">The number that its receiver waits for (RFC 5961 §3).</param>
    /// <param name="acknowledgement">What it acknowledges.</param>
    /// <param name="buffer">Where it is written.</param>
    /// <returns>How long it is; 0 if none can be made.</returns>
    public static int WriteReset(in DecodedPacket packet, bool back, uint sequence, uint acknowledgement, Span<byte> buffer)
    {
        var tcp = FrameHead.Write(packet, back, IpProtocol.Tcp, TcpLength, buffer);
        if (tcp == 0)
        {
            return 0;
        }

        var (from, to) = back ? (packet.Target, packet.Source) : (packet.Source, packet.Target);
        var segment = buffer.Slice(tcp, TcpLength);
        segment.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], acknowledgement);
        segment[12] = TcpLength / 4 << 4;
        segment[13] = (byte)ResetFlags;
        TransportChecksum.WriteTcp(from.Address, to.Address, segment);
        return tcp + TcpLength;
    }

    /// <summary>Copies the frame with only the first bytes of its payload.</summary>
    /// <returns>How long it is; 0 if none can be made.</returns>
    public static int WriteShortened(in DecodedPacket packet, int payload, Span<byte> buffer)
    {
        if (!FrameHead.TryFindIP(packet, out var ip) || !packet.Frame.Bytes.Overlaps(packet.Payload, out var start))
        {
            return 0;
        }

        var length = start + payload;
        packet.Frame.Bytes[..length].CopyTo(buffer);
        var header = buffer[ip..];
        if (packet.Source.Address.IsIPv4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(length - ip));
            TransportChecksum.WriteIPv4(header[..((header[0] & 0xF) * 4)]);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(length - ip - FrameHead.IPv6Length));
        }

        var tcp = start - (packet.Segment.Length - packet.Payload.Length);
        buffer[tcp + 13] &= unchecked((byte)~(byte)TcpFlags.Fin);
        TransportChecksum.WriteTcp(packet.Source.Address, packet.Target.Address, buffer[tcp..length]);
        return length;
    }
}
