using System.Collections.Immutable;
using SipIds.Packets;

namespace SipIds.Pipeline.Snapshots;

/// <summary>Frames up to one moment, and what the decoder answered.</summary>
public sealed record DecoderSnapshot
{
    private readonly ImmutableArray<long> _statuses;

    private DecoderSnapshot(ImmutableArray<long> statuses) => _statuses = statuses;

    /// <summary>Frames taken from the sources.</summary>
    public long Packets { get; private init; }

    /// <summary>Captured bytes of those frames.</summary>
    public long Bytes { get; private init; }

    /// <summary>The time of the last frame.</summary>
    public Timestamp Last { get; private init; }

    /// <summary>Frames for which the decoder answered this.</summary>
    public long Count(DecodeStatus status) => _statuses[(int)status];

    internal static DecoderSnapshot Of(PipelineStatistics statistics) => new([.. Enum.GetValues<DecodeStatus>().Select(statistics.Decoded)])
    {
        Packets = statistics.Packets,
        Bytes = statistics.Bytes,
        Last = statistics.Last,
    };
}
