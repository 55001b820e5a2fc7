using System.Reflection;
using SipIds.Configuration.Values;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>One options record among those that make up the file.</summary>
internal sealed class SettingsPart
{
    private SettingsPart(string? section, SettingAttribute setting, object defaults, IReadOnlyList<SettingSlot> all, bool takesPlugins = false)
    {
        Section = section;
        Setting = setting;
        Defaults = defaults;
        var below = section is null ? [] : all.Where(slot => !slot.IsTopLevel).ToList();
        TopLevel = [.. all.Except(below)];
        Record = below.Count == 0 ? null : new(defaults, below, takesPlugins);
    }

    /// <summary>The key of its section; null if it has none and all its settings stand at the top level.</summary>
    public string? Section { get; }

    /// <summary>What the section is for, and under which heading it stands.</summary>
    public SettingAttribute Setting { get; }

    /// <summary>The record when the file says nothing.</summary>
    public object Defaults { get; }

    /// <summary>Its settings that stand at the top level.</summary>
    public IReadOnlyList<SettingSlot> TopLevel { get; }

    /// <summary>Its settings that stand in the section; null if there are none.</summary>
    public RecordType? Record { get; }

    /// <summary>A part of the file.</summary>
    /// <param name="section">The key of its section; null if it has none.</param>
    /// <param name="help">What the section is for; the record may say more by an attribute of its own.</param>
    /// <param name="group">Under which heading the section stands.</param>
    /// <param name="defaults">The record when the file says nothing.</param>
    /// <param name="slots">Finds the settings.</param>
    public static SettingsPart Of(string? section, string help, SettingGroup group, object defaults, SettingSlots slots)
    {
        var more = defaults.GetType().GetCustomAttribute<SettingAttribute>()?.Help;
        return new(section, new($"{help} {more}".Trim()) { Group = group }, defaults, slots.Of(section, defaults));
    }

    /// <summary>The part of a section, with the settings of the outputs that are registered for it before its own.</summary>
    /// <exception cref="InvalidOperationException">An output has the name of a key of the section; the message is a sentence.</exception>
    public static SettingsPart Of(SettingsSection section, SettingSlots slots)
    {
        var defaults = section.WithOutputs();
        var part = Of(section.Name, section.Help, section.Group, defaults, slots);
        if (section.Outputs is not { } outputs)
        {
            return part;
        }

        var own = part.Record?.Slots ?? [];
        if (outputs.Registrations.FirstOrDefault(output => own.Any(slot => slot.Key == output.Info.Name)) is { Info.Name: var name })
        {
            throw new InvalidOperationException($"'{name}' is no name for an output: it is a setting of '{section.Name}' already");
        }

        return new(section.Name, part.Setting, defaults, [.. part.TopLevel, .. slots.Of(section.Name, outputs), .. own], takesPlugins: true);
    }

    /// <summary>The path of one of its settings; of the section for an empty key.</summary>
    public string PathOf(string key) =>
        key.Length == 0 ? Section ?? ""
        : Section is null || TopLevel.Any(slot => string.Equals(slot.Key, key, StringComparison.Ordinal)) ? key
        : $"{Section}.{key}";
}
