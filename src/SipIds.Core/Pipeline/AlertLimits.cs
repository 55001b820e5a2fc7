namespace SipIds.Pipeline;

/// <summary>Bounds for alerts, so that a flood of them fills no disk. What is held back is counted and never changes a verdict.</summary>
public sealed record AlertLimits
{
    /// <summary>Alerts of one event about one sender in a period, before only each doubling makes one; 0 for no bound. Events that count have their own.</summary>
    public int PerSender { get; init; }

    /// <summary>Alerts in one second, whatever they say; 0 for no bound.</summary>
    public int PerSecond { get; init; }
}
