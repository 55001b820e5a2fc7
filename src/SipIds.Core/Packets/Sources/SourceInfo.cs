namespace SipIds.Packets.Sources;

/// <summary>What a registry must know of a source before there is one.</summary>
public sealed record SourceInfo
{
    /// <summary>Its name in <c>--source NAME:…</c>: one lower-case word.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for a person: what it watches.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether it can share the packets of one interface out among several workers.</summary>
    public bool CanShare { get; init; }
}
