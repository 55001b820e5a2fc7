using SipIds.Settings;

namespace SipIds.Outputs.Streams;

/// <summary>A file of alerts, and when a new one is begun.</summary>
public record LogFileOptions : OutputOptions
{
    /// <summary>Where it is; null for none.</summary>
    [Setting("Path of the file; null for none.", NeedsRestart = true, Example = "/var/log/sipids/eve.json")]
    public string? Path { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<string> Files => Path is { } path ? [path] : [];

    /// <summary>How large it may grow.</summary>
    [Setting(
        "Size at which a new file is begun and the full one becomes PATH.1; 0 for no bound.",
        Min = "0", Max = "1024GiB", NeedsRestart = true)]
    public ByteSize RotateSize { get; init; } = ByteSize.FromKiB(100 * 1024);

    /// <summary>How much time one file covers.</summary>
    [Setting(
        "How much time one file covers, counted from midnight UTC; 0s for no bound.",
        Min = "0s", Max = "365d", NeedsRestart = true)]
    public TimeSpan RotateInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many full files are kept.</summary>
    [Setting(
        """
        How many full files are kept, PATH.1 the youngest; older ones are deleted. With rotate_size it bounds what the
        log takes of the disk: with both defaults 1.5 GiB.
        """,
        Min = 1, Max = 9999, NeedsRestart = true)]
    public int Keep { get; init; } = 14;
}
