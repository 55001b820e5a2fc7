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
        // What was left aside may have been right.
        foreach (var found in records.SelectMany(FaultsOf).Where(found => !sources.Exists(source => source.HasLeftAside(found.Path))))
        {
            Report(found.Path, found.Fault, sources);
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

    private static IEnumerable<Found> FaultsOf(PartRecord record)
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

    // A property that is read by reflection for a second time has code made for it, which takes time at each start.
    private static IEnumerable<Found> FaultsIn(SettingSlot slot, object record, string prefix) =>
        HoldsRecords(slot.Type) && slot.In(record).Value is { } value ? FaultsIn(slot.Type, value, prefix + slot.Key) : [];

    private static bool HoldsRecords(SettingType type) => type is RecordType or ListType { Element: RecordType } or MapType { Element: RecordType };

    private static IEnumerable<Found> FaultsIn(SettingType type, object value, string path) => type switch
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
    private static IReadOnlyList<Found> Own(object options, Func<string, string> pathOf)
    {
        if (options is not IValidatedOptions validated)
        {
            return [];
        }

        try
        {
            return [.. validated.Validate().Select(fault => new Found(pathOf(fault.Key), fault))];
        }
        catch (Exception e)
        {
            return [new(pathOf(""), new("", $"its settings cannot be judged: {e.GetType().Name}: {e.Message}"))];
        }
    }

    // A class, as a generic type over a struct would be compiled at each start of the program.
    private sealed record Found(string Path, SettingFault Fault);
}
