using SipIds.Configuration;
using SipIds.Host.Locks;
using SipIds.Host.Outputs;
using SipIds.Host.Settings;
using SipIds.Host.Tuning;

namespace SipIds.Host.Live;

/// <summary>What <c>sipids ids</c> or <c>sipids ips</c> was asked to do.</summary>
internal sealed record LiveRequest
{
    public required SettingsSource Source { get; init; }

    public required SensorConfiguration Sensor { get; init; }

    public SipIdsConfiguration Configuration => Sensor.Settings;

    public required OutputChoice Outputs { get; init; }

    /// <summary>Whether verdicts are applied.</summary>
    public required bool Inline { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<SourcePlan> Sources { get; init; }

    /// <summary>What a person is told of the sources before they are opened: label and text.</summary>
    public IReadOnlyList<(string Label, string Text)> Plan { get; init; } = [];

    /// <summary>Something to be set up once the sources are open, and taken back at the end: firewall rules.</summary>
    public Func<IDisposable>? Install { get; init; }

    /// <summary>What no other run may have at the same time.</summary>
    public IReadOnlyList<NetworkUse> Uses { get; init; } = [];

    /// <summary>What a person is asked when no packet comes.</summary>
    public string IfSilent { get; init; } = "does the traffic still pass here?";

    /// <summary>What measures limits; null for nothing.</summary>
    public LiveLearning? Learning { get; init; }

    public LiveOptions Options => Configuration.Section<LiveOptions>();
}
