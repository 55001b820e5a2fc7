using PacketDotNet;
using SipIds.Packets;
using PacketTransport = PacketDotNet.TransportPacket;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>What a decoder reads out of a frame: the innermost addresses and ports, the transport and its payload.</summary>
internal sealed record Reading(NetEndpoint Source, NetEndpoint Target, Transport Transport, ReadOnlyMemory<byte> Payload)
{
    /// <summary>What PacketDotNet reads: its innermost UDP or TCP, unless a tunnel in it carries something else.</summary>
    public static Reading? Of(IReadOnlyList<Packet> layers)
    {
        for (var place = layers.Count - 1; place > 0 && layers[place] is not VxlanPacket; place--)
        {
            if (layers[place] is PacketTransport transport)
            {
                return layers[place - 1] is IPPacket ip ? TryRead(ip, transport) : null;
            }
        }

        return null;
    }

    public bool HasEndpointsOf(Reading other) => (Source, Target, Transport) == (other.Source, other.Target, other.Transport);

    public bool Agrees(Reading other) => HasEndpointsOf(other) && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <summary>Whether the payload is what the other one begins with.</summary>
    public bool Begins(Reading other) => HasEndpointsOf(other) && other.Payload.Span.StartsWith(Payload.Span);

    public override string ToString() => $"{Transport} {Source} > {Target}, {Payload.Length} bytes";

    private static Reading? TryRead(IPPacket ip, PacketTransport transport)
    {
        try
        {
            return new(
                new(NetAddress.FromIPAddress(ip.SourceAddress), transport.SourcePort),
                new(NetAddress.FromIPAddress(ip.DestinationAddress), transport.DestinationPort),
                transport is TcpPacket ? Transport.Tcp : Transport.Udp,
                transport.HasPayloadPacket ? transport.HeaderSegment.NextSegment().ActualBytes() : transport.PayloadData ?? []);
        }
        catch (Exception)
        {
            // A header or payload that PacketDotNet believes to be there, behind the last byte.
            return null;
        }
    }
}
