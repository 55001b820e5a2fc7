using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Pipeline.Refusals;

/// <summary>Makes the frame of a UDP datagram that answers another one, in its receiver's name.</summary>
internal static class DatagramFrame
{
    private const int UdpLength = 8;

    /// <summary>How much stands before the payload at the most.</summary>
    public const int MaxHeadLength = FrameHead.MaxLength + UdpLength;

    /// <summary>Writes the answer to a datagram.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="port">The port at its source that the answer goes to.</param>
    /// <param name="payload">What it says.</param>
    /// <param name="buffer">Where it is written, at least <see cref="MaxHeadLength"/> longer than the payload.</param>
    /// <returns>How long it is; 0 if none can be made.</returns>
    public static int WriteAnswer(in DecodedPacket packet, ushort port, ReadOnlySpan<byte> payload, Span<byte> buffer)
    {
        var length = UdpLength + payload.Length;
        var udp = FrameHead.Write(packet, back: true, IpProtocol.Udp, length, buffer);
        if (udp == 0)
        {
            return 0;
        }

        var datagram = buffer.Slice(udp, length);
        BinaryPrimitives.WriteUInt16BigEndian(datagram, packet.Target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)length);
        payload.CopyTo(datagram[UdpLength..]);
        TransportChecksum.WriteUdp(packet.Target.Address, packet.Source.Address, datagram);
        return udp + length;
    }
}
