using SipIds.Calls;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;

namespace SipIds.Outputs.Eve;

/// <summary>What a live sensor says of itself now and then. All counts are since its start.</summary>
public sealed record SensorStatistics
{
    /// <summary>When it was counted.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>How long the sensor runs.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>The pipeline that everything goes through.</summary>
    public required SipIdsPipeline Pipeline { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<SourceStatistics> Sources { get; init; }

    /// <summary>The outputs, and how many alerts each lost.</summary>
    public required IReadOnlyList<(string Name, long Lost)> Outputs { get; init; }

    /// <summary>Packets that the pipeline failed on: they passed or were dropped as <c>on_failure</c> says.</summary>
    public long Crashes { get; init; }

    /// <summary>How often the firewall's rules were gone and were set again.</summary>
    public long RulesRestored { get; init; }

    /// <summary>What the sources took and lost together.</summary>
    internal SourceCounters Capture => new()
    {
        Received = Sources.Sum(s => s.Counters.Received),
        KernelDrops = Sources.Sum(s => s.Counters.KernelDrops),
        Bypassed = Sources.Sum(s => s.Counters.Bypassed),
        SendErrors = Sources.Sum(s => s.Counters.SendErrors),
    };

    internal CallTracker? Calls => Pipeline.Calls;
}

/// <summary>One source and its counters.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Counters">What it took and lost; what went by uninspected under overload is among the bypassed.</param>
public readonly record struct SourceStatistics(string Name, SourceCounters Counters);
