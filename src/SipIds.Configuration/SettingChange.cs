namespace SipIds.Configuration;

/// <summary>A setting whose value changes with a reload.</summary>
/// <param name="Path">Its path, as <c>--set</c> takes it.</param>
/// <param name="Before">The value until now, on one line of YAML.</param>
/// <param name="After">The value that the file has now.</param>
/// <param name="NeedsRestart">Whether it waits for the next start.</param>
public sealed record SettingChange(string Path, string Before, string After, bool NeedsRestart)
{
    /// <summary>A sentence's worth: <c>calls 60 → 30</c>.</summary>
    public override string ToString() => $"{Path} {Before} → {After}";
}
