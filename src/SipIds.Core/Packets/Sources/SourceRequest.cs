namespace SipIds.Packets.Sources;

/// <summary>What a source is to be opened with.</summary>
public sealed record SourceRequest
{
    /// <summary>What is to be watched: an interface, an address to listen at, whatever the source names so.</summary>
    public required string Target { get; init; }

    /// <summary>The ports of SIP, for a source that can filter.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>How it is watched: the settings of <c>live.capture</c>.</summary>
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>How many workers share the packets; more than one only where <see cref="SourceInfo.CanShare"/> says so.</summary>
    public int Workers { get; init; } = 1;
}
