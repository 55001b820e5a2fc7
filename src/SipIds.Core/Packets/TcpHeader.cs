using System.Buffers.Binary;

namespace SipIds.Packets;

/// <summary>The TCP header (RFC 9293 §3.1).</summary>
internal static class TcpHeader
{
    private const int MinLength = 20;
    private const TcpFlags Known = TcpFlags.Fin | TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Psh | TcpFlags.Ack;

    public static Layer Read(ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        if (rest.Length < MinLength)
        {
            return Layer.Truncated;
        }

        var length = (rest[12] >> 4) * 4;
        if (length < MinLength)
        {
            return Layer.Malformed;
        }

        if (length > rest.Length)
        {
            return packet.Truncated ? Layer.Truncated : Layer.Malformed;
        }

        packet.Source = new(packet.Source.Address, BinaryPrimitives.ReadUInt16BigEndian(rest));
        packet.Target = new(packet.Target.Address, BinaryPrimitives.ReadUInt16BigEndian(rest[2..]));
        packet.Transport = Transport.Tcp;
        packet.TcpSequence = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        packet.TcpAcknowledgement = BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
        packet.Segment = rest;
        packet.TcpFlags = (TcpFlags)rest[13] & Known;
        packet.Segment = rest;
        packet.Payload = rest[length..];
        return Layer.Decoded;
    }
}
