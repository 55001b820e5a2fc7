using SipIds.Packets;
using SipIds.Sip;
using SipIds.Streams.Layers;

namespace SipIds.Streams.Framing;

/// <summary>Puts SIP on TCP.</summary>
public static class SipStreams
{
    /// <summary>A reassembler that cuts streams into SIP messages.</summary>
    /// <param name="decoder">How many streams and bytes it may hold, and for how long.</param>
    /// <param name="limits">How large a message may be.</param>
    /// <param name="ports">The ports on which streams are taken for SIP from their first byte.</param>
    public static TcpReassembler Create(DecoderOptions decoder, LimitsOptions limits, IReadOnlyList<int> ports) => Create(decoder, limits, ports, []);

    /// <summary>A reassembler that reads some connections by other layers than SIP alone.</summary>
    internal static TcpReassembler Create(DecoderOptions decoder, LimitsOptions limits, IReadOnlyList<int> ports, IReadOnlyList<StreamLayerFactory> layers)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(ports);
        var memory = new StreamMemory(decoder.StreamMemory.Bytes, limits.Message.Bytes);
        var slots = TcpStreamTable.SlotsFor(decoder.Streams);
        var framer = new SipFramer(slots, (int)Math.Min(limits.Message.Bytes, memory.Largest - StreamMemory.MaxSegment));
        var services = new StreamLayerServices(slots, memory, framer);
        return new(decoder, memory, new([.. layers.Select(make => make(services)), framer]), ports);
    }
}
