namespace SipIds.Host.Discovery;

/// <summary>All that traffic says of a network.</summary>
internal sealed record Discoveries
{
    /// <summary>What was read, in a line.</summary>
    public required string Seen { get; init; }

    /// <summary>Values for settings, in the order of the file.</summary>
    public required IReadOnlyList<Proposal> Proposals { get; init; }

    /// <summary>Who would be proposed but for what he is accused of.</summary>
    public required IReadOnlyList<Remark> LeftOut { get; init; }

    /// <summary>Registrars and NATs.</summary>
    public required IReadOnlyList<Remark> Network { get; init; }

    /// <summary>What the source shows of the traffic, and what that means.</summary>
    public required IReadOnlyList<Remark> Source { get; init; }

    /// <summary>What was looked for and not seen.</summary>
    public required IReadOnlyList<Remark> Missing { get; init; }
}
