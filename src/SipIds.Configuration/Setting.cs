using SipIds.Settings;

namespace SipIds.Configuration;

/// <summary>A key of <c>sipcnf.yaml</c>, described for a person.</summary>
/// <param name="Path">The key with the sections that it stands in, joined by dots, as <c>--set</c> takes it.</param>
/// <param name="Help">What it does.</param>
/// <param name="Type">What a value is: <c>a whole number</c>.</param>
/// <param name="Default">The default on one line of YAML; null for a section.</param>
/// <param name="Range">The values that are allowed: <c>1 to 65535</c>; null if all of the type are.</param>
public sealed record Setting(string Path, string Help, string Type, string? Default, string? Range)
{
    /// <summary>Under which heading of the file it stands, with all that its section holds.</summary>
    public SettingGroup Group { get; init; }

    /// <summary>Whether a changed value waits for the next start.</summary>
    public bool NeedsRestart { get; init; }

    /// <summary>A value in YAML where the default does not show what one looks like; empty for none.</summary>
    public string Example { get; init; } = "";

    /// <summary>What single values mean, each by its name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; } = [];

    /// <summary>Whether it governs every event there is.</summary>
    public bool GovernsAll { get; init; }

    /// <summary>The names of the events that it governs.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether it is a section of further settings.</summary>
    public bool IsSection => Default is null;

    /// <summary>The key alone.</summary>
    public string Key => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The path of the section that it stands in; empty at the top level.</summary>
    public string Parent => Path[..Math.Max(Path.LastIndexOf('.'), 0)];
}
