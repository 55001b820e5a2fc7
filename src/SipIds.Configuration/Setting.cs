namespace SipIds.Configuration;

/// <summary>A key of <c>sipcnf.yaml</c>, described for a person.</summary>
/// <param name="Path">The key with the sections that it stands in, joined by dots, as <c>--set</c> takes it.</param>
/// <param name="Help">What it does.</param>
/// <param name="Type">What a value is: <c>a whole number</c>.</param>
/// <param name="Default">The default on one line of YAML; null for a section.</param>
/// <param name="Range">The values that are allowed: <c>1 to 65535</c>; null if all of the type are.</param>
public sealed record Setting(string Path, string Help, string Type, string? Default, string? Range)
{
    /// <summary>Whether it is a section of further settings.</summary>
    public bool IsSection => Default is null;

    /// <summary>The key alone.</summary>
    public string Key => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The path of the section that it stands in; empty at the top level.</summary>
    public string Parent => Path[..Math.Max(Path.LastIndexOf('.'), 0)];
}
