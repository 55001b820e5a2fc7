namespace SipIds.Host.Live;

/// <summary>What a live run needs of the process around it.</summary>
internal sealed record LiveHost
{
    public TextWriter Output { get; init; } = Console.Out;

    public TextWriter Errors { get; init; } = TextWriter.Synchronized(Console.Error);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public required RunSignals Signals { get; init; }

    /// <summary>Where the run hangs up what it has counted, once a second.</summary>
    public SnapshotBoard Snapshots { get; init; } = new();

    /// <summary>How long the pipeline may be warmed up before the sources are opened.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Ends the process at once.</summary>
    public Action<int> End { get; init; } = System.Environment.Exit;
}
