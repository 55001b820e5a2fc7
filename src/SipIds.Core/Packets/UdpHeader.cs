using System.Buffers.Binary;
using SipIds.Packets.Tunnels;

namespace SipIds.Packets;

/// <summary>The UDP header (RFC 768).</summary>
internal static class UdpHeader
{
    public const int Length = 8;

    public static Layer Read(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        if (rest.Length < Length)
        {
            return Layer.Truncated;
        }

        var source = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var target = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        if (length is > 0 and < Length)
        {
            return Layer.Malformed;
        }

        if (length == 0 && packet.Network is [>= 0x60, ..])
        {
            // A jumbogram (RFC 2675 §4); Linux takes the packet's length for any.
            length = rest.Length;
        }

        if (length == 0 || length > rest.Length)
        {
            packet.Truncated = true;
        }
        else
        {
            // Nothing is missing if the datagram ends before the cut.
            packet.Truncated = false;
            rest = rest[..length];
        }

        packet.Segment = rest;
        rest = rest[Length..];
        if (UdpTunnels.IsPort(target) && UdpTunnels.Enter(target, packet.Truncated, ref rest) is not Layer.Decoded and var inner)
        {
            return inner;
        }

        packet.Source = new(packet.Source.Address, source);
        packet.Target = new(packet.Target.Address, target);
        packet.Transport = Transport.Udp;
        packet.Payload = rest;
        return Layer.Decoded;
    }
}
