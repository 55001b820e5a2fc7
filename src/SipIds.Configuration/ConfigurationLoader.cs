using SipIds.Configuration.Binding;
using SipIds.Configuration.Plugins;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Yaml;
using SipIds.Preprocessing;

namespace SipIds.Configuration;

/// <summary>Turns <c>sipcnf.yaml</c> and the <c>--set</c> arguments into typed options, or into a list of all that is wrong with them.</summary>
public static class ConfigurationLoader
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a file and then the arguments. A file that cannot be read is a fault.</summary>
    /// <param name="schema">The keys that there are.</param>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Arguments of the form <c>key=value</c>, the later one winning.</param>
    public static ConfigurationResult LoadFile(SettingsSchema schema, string path, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Load(schema, SettingsText.OfFile(path), overrides);
    }

    /// <summary>Reads the bytes of a file, which must be UTF-8, and then the arguments.</summary>
    /// <inheritdoc cref="Load(SettingsSchema, string, string, IReadOnlyList{string}?)"/>
    public static ConfigurationResult Load(
        SettingsSchema schema, ReadOnlySpan<byte> utf8, string fileName, IReadOnlyList<string>? overrides = null) =>
        Load(schema, SettingsText.OfBytes(utf8, fileName), overrides);

    /// <summary>Reads the text of a file and then the arguments.</summary>
    /// <param name="schema">The keys that there are.</param>
    /// <param name="text">The text; an empty one stands for the defaults.</param>
    /// <param name="fileName">The name that faults are reported against, and from whose folder relative paths start.</param>
    /// <param name="overrides">Arguments of the form <c>key=value</c>, the later one winning.</param>
    public static ConfigurationResult Load(SettingsSchema schema, string text, string fileName, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Load(schema, SettingsText.Of(text, fileName), overrides);
    }

    internal static ConfigurationResult Load(SettingsSchema schema, SettingsText text, IReadOnlyList<string>? overrides)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var (records, sources) = Bind(schema, text, overrides);
        if (text.Refusal is null && sources.TrueForAll(s => s.IsEmpty))
        {
            Validation.Run(records, sources);
        }

        var faults = sources.SelectMany(s => s.InOrder());
        ConfigurationFault[] all = text.Refusal is null ? [.. faults] : [text.Refusal, .. faults];
        return new(all, [.. sources.SelectMany(s => s.Notes)], all.Length == 0 ? new(schema, records) : null);
    }

    /// <summary>What the file and the arguments say of plugins, whatever else is in them: they decide what else may be.</summary>
    internal static PluginOptions ReadPlugins(SettingsText text, IReadOnlyList<string>? overrides) =>
        Bind(new(new PreprocessorRegistry()) { LeavesUnknownAside = true }, text, overrides).Records.Of<PluginOptions>();

    // The file is the first of the sources.
    private static (PartRecords Records, List<FaultList> Sources) Bind(SettingsSchema schema, SettingsText text, IReadOnlyList<string>? overrides)
    {
        var records = PartRecords.DefaultsOf(schema.Parts);
        var sources = new List<FaultList> { new(text.Name, isFile: true) };
        if (NodeReader.Read(text.Text.TrimStart('\uFEFF'), sources[0]) is { } root)
        {
            RootBinder.Bind(root, records, new(schema, sources[0], IsArgument: false));
        }

        foreach (var argument in overrides ?? [])
        {
            var faults = new FaultList($"--set {Shown.Of(argument)}", isFile: false);
            sources.Add(faults);
            if (Override.Read(schema, argument, faults) is { } setting)
            {
                RootBinder.Bind(setting, records, new(schema, faults, IsArgument: true));
            }
        }

        return (records, sources);
    }
}
