using PacketDotNet;
using PacketDotNet.Utils;
using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>Frames as the object model of PacketDotNet, for preprocessors that want a header which the decoder does not keep. Each call copies the frame and parses it anew.</summary>
public static class PacketDotNetExtensions
{
    // Deeper than the decoder follows.
    private const int MaxDepth = 32;

    private const int LoopbackLength = 4;

    /// <summary>The frame that holds the packet, from its link header on; null where PacketDotNet cannot read it to its end.</summary>
    /// <remarks>Of a datagram in fragments or a message in segments it is the last frame alone; <see cref="SipPacket.Payload"/> has the whole.</remarks>
    public static Packet? ToPacketDotNet(this scoped in SipPacket packet) => packet.Decoded.Frame.ToPacketDotNet();

    /// <summary>The frame from its link header on; null where PacketDotNet cannot read it to its end.</summary>
    public static Packet? ToPacketDotNet(this scoped in CapturedFrame frame)
    {
        try
        {
            var packet = Parse(frame);
            return HasEnd(packet) ? packet : null;
        }
        catch (Exception)
        {
            // For bytes that are too few or make no sense PacketDotNet throws whatever its arithmetic meets.
            return null;
        }
    }

    private static Packet Parse(scoped in CapturedFrame frame) => frame.Link switch
    {
        LinkType.Ethernet => Packet.ParsePacket(LinkLayers.Ethernet, frame.Bytes.ToArray()),
        LinkType.LinuxCooked => Packet.ParsePacket(LinkLayers.LinuxSll, frame.Bytes.ToArray()),
        LinkType.LinuxCooked2 => Packet.ParsePacket(LinkLayers.LinuxSll2, frame.Bytes.ToArray()),
        LinkType.Ppp => Packet.ParsePacket(LinkLayers.Ppp, WithoutFraming(frame.Bytes).ToArray()),
        LinkType.PppEthernet => new PppoePacket(new ByteArraySegment(frame.Bytes.ToArray())),

        // The address family has the byte order of the machine that captured; PacketDotNet knows one of them.
        LinkType.Null or LinkType.Loop => Packet.ParsePacket(LinkLayers.Raw, frame.Bytes[LoopbackLength..].ToArray()),
        _ => Packet.ParsePacket(LinkLayers.Raw, frame.Bytes.ToArray()),
    };

    // RFC 1662 §3.1: address and control bytes, which PacketDotNet does not expect.
    private static ReadOnlySpan<byte> WithoutFraming(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0x03, ..] ? bytes[2..] : bytes;

    // PacketDotNet reads a layer when it is asked for it, and would throw into the preprocessor that asks.
    // An IPv4 header of length 0 that says to carry IPv4 holds itself, and so on without end.
    private static bool HasEnd(Packet packet)
    {
        var layer = packet;
        for (var depth = 0; depth < MaxDepth && layer is not null; depth++)
        {
            layer = layer.PayloadPacket;
        }

        return layer is null;
    }
}
