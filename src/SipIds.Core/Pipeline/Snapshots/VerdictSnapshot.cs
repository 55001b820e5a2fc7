namespace SipIds.Pipeline.Snapshots;

/// <summary>Verdicts up to one moment.</summary>
public sealed record VerdictSnapshot
{
    /// <summary>Packets dropped.</summary>
    public required long Dropped { get; init; }

    /// <summary>Packets that would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public required long WouldDrop { get; init; }

    /// <summary>Drop records that were left out because there were too many in a second.</summary>
    public required long LeftOut { get; init; }

    /// <summary>Messages that were dropped, or would have been, by the event that decided.</summary>
    public required IReadOnlyList<EventCount> Events { get; init; }

    internal static VerdictSnapshot Of(PipelineStatistics statistics) => new()
    {
        Dropped = statistics.Dropped,
        WouldDrop = statistics.WouldDrop,
        LeftOut = statistics.DropsLeftOut,
        Events = [.. statistics.Drops.Select(drop => new EventCount(drop.Key.Name, drop.Key.Severity, drop.Value))],
    };
}
