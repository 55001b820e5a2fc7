using System.Collections.Immutable;
using SipIds.Outputs;
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

    /// <summary>The outputs that have their settings here, each under its name; null in every section but that of the outputs. The record of that one is an <see cref="OutputSection"/>.</summary>
    public OutputRegistry? Outputs { get; init; }

    /// <summary>The defaults, with those of each output among them.</summary>
    internal object WithOutputs() => Outputs is null ? Defaults : ((OutputSection)Defaults) with
    {
        Each = Outputs.Registrations.ToImmutableDictionary(output => output.Info.Name, output => output.Defaults, StringComparer.Ordinal),
    };
}
