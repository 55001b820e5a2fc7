using System.Collections;
using System.Globalization;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Configuration.Binding;

/// <summary>Asks every record of settings, those in other records and in lists too, what is wrong with its values.</summary>
internal static class Validation
{
    /// <summary>Adds what is wrong to the source that set it last: the file, or an argument.</summary>
    public static void Run(PartRecords records, List<FaultList> sources)
    {
        foreach (var (path, fault) in records.SelectMany(FaultsOf))
        {
            // What was left aside may have been right.
            if (!sources.Exists(source => source.HasLeftAside(path)))
            {
                Report(path, fault, sources);
            }
        }
    }

    // A fault belongs to where the setting was set last, or to what it stands in, or to the file as a whole.
    private static void Report(string path, SettingFault fault, List<FaultList> sources)
    {
        var source = sources.FindLast(s => s.Places.ContainsKey(path)) ?? sources[0];
        var place = source.PlaceOf(path);
        if (fault.IsWarning)
        {
            source.Note(place, $"warning: {path}: {fault.Message}");
        }
        else
        {
            source.Add(place, $"{path}: {fault.Message}");
        }
    }

    private static IEnumerable<(string Path, SettingFault Fault)> FaultsOf(PartRecord record)
    {
        var (part, options) = record;
        if (options is PreprocessorOptions { Enabled: false })
        {
            return [];
        }

        return Own(options, part.PathOf)
            .Concat(part.TopLevel.SelectMany(slot => FaultsIn(slot, options, "")))
            .Concat(part.Record?.Slots.SelectMany(slot => FaultsIn(slot, options, $"{part.Section}.")) ?? []);
    }

    private static IEnumerable<(string, SettingFault)> FaultsIn(SettingSlot slot, object record, string prefix) =>
        slot.In(record).Value is { } value ? FaultsIn(slot.Type, value, prefix + slot.Key) : [];

    private static IEnumerable<(string, SettingFault)> FaultsIn(SettingType type, object value, string path) => type switch
    {
        RecordType record => Own(value, key => key.Length == 0 ? path : $"{path}.{key}")
            .Concat(record.Slots.SelectMany(slot => FaultsIn(slot, value, $"{path}."))),
        ListType { Element: RecordType element } => ((IEnumerable)value).Cast<object>()
            .SelectMany((item, index) => FaultsIn(element, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"))),
        MapType { Element: RecordType element } => MapType.Pairs(value)
            .SelectMany(pair => FaultsIn(element, pair.Value, $"{path}.{pair.Key}")),
        _ => [],
    };

    // A plugin's own code judges its own settings, and may fail at it.
    private static IReadOnlyList<(string, SettingFault)> Own(object options, Func<string, string> pathOf)
    {
        if (options is not IValidatedOptions validated)
        {
            return [];
        }

        try
        {
            return [.. validated.Validate().Select(fault => (pathOf(fault.Key), fault))];
        }
        catch (Exception e)
        {
            return [(pathOf(""), new("", $"its settings cannot be judged: {e.GetType().Name}: {e.Message}"))];
        }
    }
}
