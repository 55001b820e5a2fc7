using SipIds.Events;

namespace SipIds.Pipeline.Snapshots;

/// <summary>Alerts up to one moment.</summary>
public sealed record AlertSnapshot
{
    /// <summary>All alerts.</summary>
    public required long Total { get; init; }

    /// <summary>Reports of events that became no alert because there were too many.</summary>
    public required long Suppressed { get; init; }

    /// <summary>Reports of events that became no alert because <c>suppress</c> names them.</summary>
    public required long DeclaredFalse { get; init; }

    /// <summary>Alerts by event and severity, in the order in which they came first.</summary>
    public required IReadOnlyList<EventCount> Events { get; init; }

    internal static AlertSnapshot Of(PipelineStatistics statistics) => new()
    {
        Total = statistics.AlertCount,
        Suppressed = statistics.AlertsSuppressed,
        DeclaredFalse = statistics.AlertsDeclaredFalse,
        Events = [.. statistics.Alerts.Select(alert => new EventCount(alert.Key.Event.Name, alert.Key.Severity, alert.Value))],
    };
}

/// <summary>How often there was an event.</summary>
/// <param name="Event">The event's name.</param>
/// <param name="Severity">How bad it was.</param>
/// <param name="Count">How often.</param>
public readonly record struct EventCount(string Event, Severity Severity, long Count);
