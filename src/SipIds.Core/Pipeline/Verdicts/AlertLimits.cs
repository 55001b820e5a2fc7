namespace SipIds.Pipeline.Verdicts;

/// <summary>Bounds for alerts, so that a flood of them fills no disk. What is held back is counted and never changes a verdict.</summary>
public sealed record AlertLimits
{
    /// <summary>Alerts of one event about one sender in a period, before only each doubling makes one; 0 for no bound. Events that count have their own.</summary>
    public int PerSender { get; init; }

    /// <summary>Alerts of one event and severity in a period, whoever sent them, before only each doubling makes one; 0 for no bound.</summary>
    public int PerEvent { get; init; }

    /// <summary>Alerts in one second; 0 for no bound. Low ones have a fifth of it, low and medium ones together a half, one event a quarter; the first high alert of an event in a second always has room.</summary>
    public int PerSecond { get; init; }

    /// <summary>Drop records in one second; 0 for no bound.</summary>
    public int DropsPerSecond { get; init; }

    /// <summary>Drop records about one sender in one second; 0 for no bound.</summary>
    public int DropsPerSender { get; init; }
}
