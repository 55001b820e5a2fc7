using SipIds.Settings;

namespace SipIds.Configuration.Plugins;

/// <summary>The section <c>plugins</c> of <c>sipcnf.yaml</c>.</summary>
public sealed record PluginOptions
{
    /// <summary>The key of the section.</summary>
    public const string Section = "plugins";

    internal const string Help =
        "Preprocessors and outputs that others wrote; docs/plugins.md says how. Each preprocessor has a section of its own "
        + "among those above, each output a key in `outputs`, and `sipids plugins check` says what is in them.";

    /// <summary>Folders and files to load from.</summary>
    [Setting(
        """
        Folders and files to load from. In a folder every assembly with a preprocessor or an output in it is taken, and
        in each of its subfolders, one for a plugin. A relative path starts at the folder of this file, in --set at the
        current one. A plugin runs with all rights of the program: name only what you trust, and let nobody else write
        there.
        """,
        Example = "[plugins, /opt/acme/Acme.TollFraud.dll]")]
    public IReadOnlyList<FilePath> Paths { get; init; } = [];

    /// <summary>How often a preprocessor or an output may throw.</summary>
    [Setting(
        """
        How often a preprocessor or an output may throw before it is switched off. The first time it is named with its
        stack. A fault that a packet can cause comes back with each such packet, and ten are enough to know it.
        """,
        Min = 1, Max = 1_000_000)]
    public int MaxFaults { get; init; } = 10;

    /// <summary>How long a preprocessor may take for a packet.</summary>
    [Setting(
        """
        How long a call of a preprocessor may usually take before the statistics name it as slow; one call in 257 is
        timed. The built-in ones stay below 1us. At 5us a packet one core sees 200,000 packets a second.
        """,
        Min = "1us", Max = "1s")]
    public TimeSpan Budget { get; init; } = TimeSpan.FromMicroseconds(5);
}
