using SipIds.Settings;

namespace SipIds.Configuration;

/// <summary>A section of <c>sipcnf.yaml</c> that belongs to no preprocessor.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Help">One sentence on what it is for.</param>
/// <param name="Defaults">
/// An immutable record with <see cref="SettingAttribute"/> on its properties; each section has a record type of its own.
/// </param>
public sealed record SettingsSection(string Name, string Help, object Defaults)
{
    /// <summary>Says what is wrong with a record of the section that types and ranges cannot say; null for nothing.</summary>
    public Func<object, IEnumerable<SettingFault>>? Validate { get; init; }
}
