using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A client transaction of a simulated party (RFC 3261 §17.1).</summary>
internal sealed class Asking(WireMessage request, NetEndpoint target, Action<WireMessage>? onResponse)
{
    public WireMessage Request => request;

    public NetEndpoint Target => target;

    public Action<WireMessage>? OnResponse => onResponse;

    /// <summary>Whether a provisional response came.</summary>
    public bool IsProceeding { get; set; }

    /// <summary>Whether a final response came.</summary>
    public bool IsOver { get; set; }

    /// <summary>The ACK of a 2xx, which is sent again for each copy of it.</summary>
    public WireMessage? Ack { get; set; }
}
