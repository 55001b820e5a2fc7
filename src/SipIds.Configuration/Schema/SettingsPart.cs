using SipIds.Configuration.Values;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>One options record among those that make up the file.</summary>
/// <param name="Section">The key of its section; null if it has none and all its settings stand at the top level.</param>
/// <param name="Help">What the section is for.</param>
/// <param name="Defaults">The record when the file says nothing.</param>
/// <param name="TopLevel">Its settings that stand at the top level.</param>
/// <param name="Record">Its settings that stand in the section.</param>
internal sealed record SettingsPart(string? Section, string Help, object Defaults, IReadOnlyList<SettingSlot> TopLevel, RecordType? Record)
{
    /// <summary>What judges a record of it, unless the record does so itself.</summary>
    public Func<object, IEnumerable<SettingFault>>? Validate { get; init; }

    public static SettingsPart Of(string? section, string help, object defaults, SettingSlots slots)
    {
        var all = slots.Of(defaults);
        var below = section is null ? [] : all.Where(s => !s.IsTopLevel).ToList();
        return new(section, help, defaults, [.. all.Except(below)], below.Count == 0 ? null : new(defaults, below));
    }

    /// <summary>The path of one of its settings; of the section for an empty key.</summary>
    public string PathOf(string key) => key.Length == 0 ? Section ?? "" : Section is null || TopLevel.Any(slot => string.Equals(slot.Key, key, StringComparison.Ordinal)) ? key : $"{Section}.{key}";
}
