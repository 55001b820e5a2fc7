using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>What the settings name to the call table: hosts that we know, the sides they are behind, and the emergency services.</summary>
internal sealed record CallSettings
{
    /// <summary>The setting <c>proxy_ip</c>.</summary>
    public NetPrefixSet Proxies { get; init; } = NetPrefixSet.Empty;

    /// <summary>The setting <c>peers</c>.</summary>
    public NetPrefixSet Peers { get; init; } = NetPrefixSet.Empty;

    /// <summary>The setting <c>trusted</c>.</summary>
    public NetPrefixSet Trusted { get; init; } = NetPrefixSet.Empty;

    /// <summary>The setting <c>sides</c>, with the number of each interface (<see cref="CapturedFrame.Ingress"/>).</summary>
    public IReadOnlyList<(NetPrefixSet Networks, int Door)> Sides { get; init; } = [];

    /// <summary>The setting <c>emergency</c>.</summary>
    public IReadOnlyList<string> Emergency { get; init; } = [];

    /// <summary>The setting <c>emergency_rate</c>.</summary>
    public int EmergencyRate { get; init; }
}
