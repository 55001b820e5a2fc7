using SipIds.Configuration;
using SipIds.Host.Settings;
using SipIds.Host.Sources;

namespace SipIds.Host.Discovery;

/// <summary>What is to be looked at, and where the proposals are written.</summary>
internal sealed record DiscoveryRequest
{
    /// <summary>Where the present settings come from.</summary>
    public required SettingsSource Source { get; init; }

    /// <summary>The present settings.</summary>
    public required SensorConfiguration Sensor { get; init; }

    /// <summary>Captures; empty for a live run.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What is to be watched; empty for captures.</summary>
    public required IReadOnlyList<WatchedSource> Watched { get; init; }

    /// <summary>How long interfaces are watched; null until a signal.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where the configuration with the proposals goes; null for nowhere.</summary>
    public string? OutputPath { get; init; }
}
