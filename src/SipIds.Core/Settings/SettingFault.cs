namespace SipIds.Settings;

/// <summary>What is wrong with a setting.</summary>
/// <param name="Key">The setting's key in its section: <c>time_zone</c>. Empty for the section as a whole.</param>
/// <param name="Message">What is wrong and what would be right, without the key.</param>
public sealed record SettingFault(string Key, string Message);
