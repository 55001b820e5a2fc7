namespace SipIds.Settings;

/// <summary>What is wrong with a setting.</summary>
/// <param name="Key">The setting's key in its section: <c>time_zone</c>. Empty for the section as a whole.</param>
/// <param name="Message">What is wrong and what would be right, without the key.</param>
public sealed record SettingFault(string Key, string Message)
{
    /// <summary>Whether the value is allowed and probably not meant: it is reported, and the settings hold.</summary>
    public bool IsWarning { get; init; }

    /// <summary>A value that is allowed and probably not meant, such as an empty list that switches a detection off.</summary>
    public static SettingFault Warning(string key, string message) => new(key, message) { IsWarning = true };
}
