using SipIds.Settings;

namespace SipIds.Configuration;

/// <summary>A section of <c>sipcnf.yaml</c> that belongs to no preprocessor.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Help">One sentence on what it is for.</param>
/// <param name="Defaults">
/// An immutable record with <see cref="SettingAttribute"/> on its properties, which may be <see cref="IValidatedOptions"/>; each section has a record type of its own.
/// </param>
public sealed record SettingsSection(string Name, string Help, object Defaults)
{
    /// <summary>Under which heading of the file it stands.</summary>
    public SettingGroup Group { get; init; } = SettingGroup.Live;
}
