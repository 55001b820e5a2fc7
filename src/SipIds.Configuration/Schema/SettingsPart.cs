using SipIds.Configuration.Values;

namespace SipIds.Configuration.Schema;

/// <summary>One options record among those that make up the file.</summary>
internal sealed class SettingsPart
{
    private SettingsPart(string? section, string help, object defaults, IReadOnlyList<SettingSlot> all)
    {
        Section = section;
        Help = help;
        Defaults = defaults;
        var below = section is null ? [] : all.Where(slot => !slot.IsTopLevel).ToList();
        TopLevel = [.. all.Except(below)];
        Record = below.Count == 0 ? null : new(defaults, below);
    }

    /// <summary>The key of its section; null if it has none and all its settings stand at the top level.</summary>
    public string? Section { get; }

    /// <summary>What the section is for.</summary>
    public string Help { get; }

    /// <summary>The record when the file says nothing.</summary>
    public object Defaults { get; }

    /// <summary>Its settings that stand at the top level.</summary>
    public IReadOnlyList<SettingSlot> TopLevel { get; }

    /// <summary>Its settings that stand in the section; null if there are none.</summary>
    public RecordType? Record { get; }

    public static SettingsPart Of(string? section, string help, object defaults, SettingSlots slots) => new(section, help, defaults, slots.Of(defaults));

    /// <summary>The path of one of its settings; of the section for an empty key.</summary>
    public string PathOf(string key) =>
        key.Length == 0 ? Section ?? ""
        : Section is null || TopLevel.Any(slot => string.Equals(slot.Key, key, StringComparison.Ordinal)) ? key
        : $"{Section}.{key}";
}
