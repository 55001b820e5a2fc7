using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Pipeline.Snapshots;

/// <summary>What a live sensor has counted at one moment, since its start. Nothing in it changes any more, so that any thread may read it for as long as it likes.</summary>
public sealed record SensorSnapshot
{
    /// <summary>When it was made.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>How long the sensor runs.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>The pipeline that everything goes through.</summary>
    public required PipelineSnapshot Pipeline { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<SourceStatistics> Sources { get; init; }

    /// <summary>The outputs.</summary>
    public required IReadOnlyList<OutputStatistics> Outputs { get; init; }

    /// <summary>Packets that the pipeline failed on: they passed or were dropped as <c>on_failure</c> says.</summary>
    public long Crashes { get; init; }

    /// <summary>How often the firewall's rules were gone and were set again.</summary>
    public long RulesRestored { get; init; }

    /// <summary>What the sources took and lost together.</summary>
    public SourceCounters Capture => new()
    {
        Received = Sources.Sum(s => s.Counters.Received),
        KernelDrops = Sources.Sum(s => s.Counters.KernelDrops),
        Bypassed = Sources.Sum(s => s.Counters.Bypassed),
        SendErrors = Sources.Sum(s => s.Counters.SendErrors),
    };
}

/// <summary>One source and its counters.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Counters">What it took and lost; what went by uninspected under overload is among the bypassed.</param>
public readonly record struct SourceStatistics(string Name, SourceCounters Counters);

/// <summary>One output and what it lost.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Lost">How many alerts it could not write.</param>
/// <param name="Fault">Why, in one sentence; null while all is well.</param>
public readonly record struct OutputStatistics(string Name, long Lost, string? Fault = null);
