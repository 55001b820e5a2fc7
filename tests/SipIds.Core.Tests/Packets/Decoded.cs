using SipIds.Packets;

namespace SipIds.Tests.Packets;

/// <summary>What the decoder made of a frame, in a form that outlives it.</summary>
internal sealed record Decoded(DecodeStatus Status, NetEndpoint Source, NetEndpoint Target, MacAddress SourceMac, MacAddress TargetMac,
    Transport Transport, TcpFlags Flags, uint Sequence, bool Truncated, byte[] Payload)
{
    public static Decoded From(byte[] bytes, LinkType link = LinkType.Ethernet) => From(new PacketDecoder(new()), bytes, link);

    public static Decoded From(PacketDecoder decoder, byte[] bytes, LinkType link = LinkType.Ethernet, double seconds = 0, int? originalLength = null)
    {
        var frame = new CapturedFrame
        {
            Time = new((long)(seconds * 1e9)),
            Number = 1,
            Link = link,
            OriginalLength = originalLength ?? bytes.Length,
            Bytes = bytes,
        };
        var status = decoder.Decode(frame, out var packet);
        return new(status, packet.Source, packet.Target, packet.SourceMac, packet.TargetMac, packet.Transport, packet.TcpFlags,
            packet.TcpSequence, packet.Truncated, packet.Payload.ToArray());
    }
}
