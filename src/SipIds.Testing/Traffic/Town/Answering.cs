using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A server transaction of a simulated party (RFC 3261 §17.2).</summary>
internal sealed class Answering(WireMessage request, NetEndpoint source)
{
    public WireMessage Request => request;

    public NetEndpoint Source => source;

    public WireMessage? Last { get; set; }

    public bool IsAcknowledged { get; set; }

    /// <summary>Whether a final response was sent.</summary>
    public bool IsOver => Last is { Status: >= 200 };
}
