namespace SipIds.Packets.Sources;

/// <summary>What a live source took and what it lost, since its start.</summary>
public readonly record struct SourceCounters
{
    /// <summary>Frames handed over to be inspected.</summary>
    public long Received { get; init; }

    /// <summary>Frames that the kernel gave up for want of room, unseen.</summary>
    public long KernelDrops { get; init; }

    /// <summary>Frames let through uninspected: under overload, or by a queue's bypass as far as it tells.</summary>
    public long Bypassed { get; init; }

    /// <summary>Frames that could not be sent on.</summary>
    public long SendErrors { get; init; }

    /// <summary>Why the last of those could not, in a part of a sentence; null where none is known.</summary>
    public string? SendFault { get; init; }
}
