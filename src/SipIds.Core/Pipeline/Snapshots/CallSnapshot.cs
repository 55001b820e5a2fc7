using SipIds.Calls;
using SipIds.Packets;

namespace SipIds.Pipeline.Snapshots;

/// <summary>Calls at one moment.</summary>
public sealed record CallSnapshot
{
    /// <summary>Calls that have begun and not ended.</summary>
    public required long Live { get; init; }

    /// <summary>Calls that began.</summary>
    public required long Seen { get; init; }

    /// <summary>Calls that were answered.</summary>
    public required long Established { get; init; }

    /// <summary>Calls whose INVITE was refused.</summary>
    public required long Failed { get; init; }

    /// <summary>Calls evicted because the table was full.</summary>
    public required long Evictions { get; init; }

    /// <summary>Established or ringing calls evicted because the table was full.</summary>
    public required long LiveEvictions { get; init; }

    /// <summary>The calls that began last and are still known, the newest first; at most <see cref="PipelineSnapshot.MaxCalls"/>.</summary>
    public required IReadOnlyList<CallSummary> Newest { get; init; }

    internal static CallSnapshot Of(CallTracker calls, Timestamp now) => new()
    {
        Live = calls.LiveCalls,
        Seen = calls.Statistics.Seen,
        Established = calls.Statistics.Established,
        Failed = calls.Statistics.Failed,
        Evictions = calls.CallEvictions,
        LiveEvictions = calls.LiveCallEvictions,
        Newest = calls.Newest(now),
    };
}
