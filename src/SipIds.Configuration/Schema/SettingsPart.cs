using System.Reflection;
using SipIds.Configuration.Values;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>One options record among those that make up the file.</summary>
internal sealed class SettingsPart
{
    private SettingsPart(string? section, SettingAttribute setting, object defaults, IReadOnlyList<SettingSlot> all)
    {
        Section = section;
        Setting = setting;
        Defaults = defaults;
        var below = section is null ? [] : all.Where(slot => !slot.IsTopLevel).ToList();
        TopLevel = [.. all.Except(below)];
        Record = below.Count == 0 ? null : new(defaults, below);
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

    /// <summary>The path of one of its settings; of the section for an empty key.</summary>
    public string PathOf(string key) =>
        key.Length == 0 ? Section ?? ""
        : Section is null || TopLevel.Any(slot => string.Equals(slot.Key, key, StringComparison.Ordinal)) ? key
        : $"{Section}.{key}";
}
