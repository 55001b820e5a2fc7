using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;

namespace SipIds.Configuration;

/// <summary>What becomes of a running configuration when its file has changed: what can be taken over is, what needs a restart stays as it is.</summary>
public sealed class ConfigurationReload
{
    private ConfigurationReload(SipIdsConfiguration configuration, IReadOnlyList<SettingChange> changes)
    {
        Configuration = configuration;
        Changes = changes;
    }

    /// <summary>The configuration to run with. Records in which nothing changed are the running ones, and equal to them.</summary>
    public SipIdsConfiguration Configuration { get; }

    /// <summary>Every difference between the running configuration and the file.</summary>
    public IReadOnlyList<SettingChange> Changes { get; }

    /// <summary>Compares a running configuration with a newly read one. The section of a plugin that was not there before, or not in this version, is taken as it was read.</summary>
    public static ConfigurationReload Of(SipIdsConfiguration running, SipIdsConfiguration read)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(read);
        var changes = new List<SettingChange>();
        var records = read.Records
            .Select(after => Before(running, after.Part) is { } before ? after with { Options = Merge(after.Part, before, after.Options, changes) } : after);
        return new(new(read.Schema, new(records)), changes);
    }

    private static object? Before(SipIdsConfiguration running, SettingsPart part) =>
        running.Records.FirstOrDefault(record => record.Part.Section == part.Section && record.Part.Defaults.GetType() == part.Defaults.GetType())?.Options;

    private static object Merge(SettingsPart part, object before, object after, List<SettingChange> changes)
    {
        var merged = Merge(part.TopLevel, before, after, "", needsRestart: false, changes);
        return part.Record is { } section ? Merge(section.Slots, merged, after, $"{part.Section}.", needsRestart: false, changes) : merged;
    }

    private static object Merge(IReadOnlyList<SettingSlot> slots, object before, object after, string prefix, bool needsRestart, List<SettingChange> changes)
    {
        var merged = before;
        foreach (var slot in slots)
        {
            var (old, wanted) = (slot.In(before), slot.In(after));
            var waits = needsRestart || slot.NeedsRestart;
            object? value;
            if (slot.IsUnknownTo(before))
            {
                // A plugin's output that was not there before, or not in this version, is taken as it was read.
                value = wanted.Value;
            }
            else if (slot.Type is RecordType record && old.Value is { } inner && wanted.Value is { } wantedInner)
            {
                value = Merge(record.Slots, inner, wantedInner, $"{prefix}{slot.Key}.", waits, changes);
            }
            else if (string.Equals(old.Format(), wanted.Format(), StringComparison.Ordinal))
            {
                continue;
            }
            else
            {
                changes.Add(new(prefix + slot.Key, old.Format(), wanted.Format(), waits));
                value = waits ? old.Value : wanted.Value;
            }

            if (!ReferenceEquals(value, old.Value))
            {
                merged = ReferenceEquals(merged, before) ? RecordType.Clone(before) : merged;
                slot.Set(merged, value);
            }
        }

        return merged;
    }
}
