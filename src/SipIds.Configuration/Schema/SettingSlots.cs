using System.Collections;
using System.Reflection;
using SipIds.Configuration.Values;
using SipIds.Events;
using SipIds.Outputs;
using SipIds.Packets;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>Finds the settings of a record by its attributes.</summary>
internal sealed class SettingSlots(EventCatalogue catalogue)
{
    private const int MaxDepth = 8;

    private readonly Dictionary<string, List<string>> _events = EventsBySetting(catalogue);

    private string _section = "";
    private int _depth;

    /// <summary>The settings of a part of the file.</summary>
    /// <param name="section">The key of its section; null if it has none.</param>
    /// <param name="defaults">Its record.</param>
    /// <exception cref="InvalidOperationException">A property cannot be a setting, or its default lies outside its range.</exception>
    public IReadOnlyList<SettingSlot> Of(string? section, object defaults)
    {
        _section = section is null ? "" : $"{section}.";
        return Of(defaults);
    }

    // Those of base records first, each in the order of declaration.
    private List<SettingSlot> Of(object defaults)
    {
        var slots = new List<SettingSlot>();
        foreach (var property in PropertiesOf(defaults.GetType()))
        {
            if (property.GetCustomAttribute<SettingAttribute>() is { } setting)
            {
                slots.Add(SlotOf(property, setting, property.GetValue(defaults)));
            }
        }

        return slots;
    }

    /// <summary>The settings of each registered output.</summary>
    /// <param name="section">The key of their section.</param>
    /// <param name="outputs">The outputs.</param>
    /// <exception cref="InvalidOperationException">A property of one cannot be a setting.</exception>
    public IEnumerable<SettingSlot> Of(string section, OutputRegistry outputs)
    {
        foreach (var output in outputs.Registrations)
        {
            // Outputs are opened when the program starts.
            var setting = new SettingAttribute(output.Info.Summary) { NeedsRestart = true };
            var path = $"{section}.{output.Info.Name}";
            yield return new(new OutputValue(output), setting, new RecordType(output.Defaults, Of(path, output.Defaults)), output.Defaults, _events.GetValueOrDefault(path) ?? []);
        }
    }

    private static Dictionary<string, List<string>> EventsBySetting(EventCatalogue catalogue)
    {
        var events = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var item in catalogue.Events)
        {
            foreach (var path in item.Settings)
            {
                if (!events.TryGetValue(path, out var names))
                {
                    events[path] = names = [];
                }

                names.Add(item.Name);
            }
        }

        return events;
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type)
    {
        var inherited = type.BaseType is { } parent && parent != typeof(object) ? PropertiesOf(parent) : [];
        var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        return inherited.Concat(own.OrderBy(p => p.MetadataToken));
    }

    private SettingSlot SlotOf(PropertyInfo property, SettingAttribute setting, object? value)
    {
        var where = $"setting {property.DeclaringType!.Name}.{property.Name}";
        if (!property.CanWrite)
        {
            throw new InvalidOperationException($"{where} has no init accessor");
        }

        if (++_depth > MaxDepth)
        {
            throw new InvalidOperationException($"{where} is nested too deeply, or in itself");
        }

        var path = (setting.TopLevel ? "" : _section) + SnakeCase.Of(property.Name);
        var section = _section;
        _section = $"{path}.";
        SettingType type;
        try
        {
            type = TypeOf(property.PropertyType, setting, value)
                ?? throw new InvalidOperationException($"{where} has a type that no setting can have: {property.PropertyType}");
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"{where}: {e.Message}", e);
        }

        _depth--;
        _section = section;
        if (type is MapType && value is not (null or IDictionary))
        {
            throw new InvalidOperationException($"{where} has a default that is no dictionary of the framework");
        }

        return value is null || type.Allows(value)
            ? new(new PropertyValue(property), setting, type, value, _events.GetValueOrDefault(path) ?? [])
            : throw new InvalidOperationException($"{where} has the default {type.Format(value)}, but only {type.Range} is allowed");
    }

    private SettingType? TypeOf(Type type, SettingAttribute setting, object? value)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(bool) => new BoolType(),
            _ when plain == typeof(int) || plain == typeof(long) => new IntegerType(plain == typeof(int), setting.Min, setting.Max, value),
            _ when plain == typeof(double) => new NumberType(setting.Min, setting.Max, value),
            _ when plain == typeof(string) => new TextType(value),
            _ when plain == typeof(TimeSpan) => new DurationType(setting.Min, setting.Max, value),
            _ when plain == typeof(ByteSize) => new SizeType(setting.Min, setting.Max, value),
            _ when plain == typeof(FilePath) => new PathType(),
            _ when plain == typeof(EventDescriptor) => new EventType(catalogue),
            _ when plain == typeof(NetPrefix) => new PrefixType(),
            _ when plain == typeof(NetPrefixSet) => new PrefixSetType(),
            { IsEnum: true } => new ChoiceType(plain),
            { IsGenericType: true, IsInterface: true } => ContainerOf(plain, setting, value),
            _ => RecordOf(plain, value),
        };
    }

    private SettingType? ContainerOf(Type type, SettingAttribute setting, object? value)
    {
        var container = type.GetGenericTypeDefinition();
        var parts = type.GetGenericArguments();
        if (container != typeof(IReadOnlyList<>) && !(container == typeof(IReadOnlyDictionary<,>) && parts[0] == typeof(string)))
        {
            return null;
        }

        // The first item by default is the example of an item.
        var item = parts.Length == 1 ? (value as IEnumerable)?.Cast<object>().FirstOrDefault() : null;
        var element = TypeOf(parts[^1], setting, item);
        return element is null ? null
            : parts.Length == 1 ? new ListType(parts[0], element)
            : new MapType(parts[1], element, KeysFor(parts[1]));
    }

    // A map of actions is a map of events: nothing else has an action.
    private IMapKeys KeysFor(Type element) => element == typeof(EventAction) ? new EventKeys(catalogue) : new FreeKeys();

    private RecordType? RecordOf(Type type, object? value)
    {
        var defaults = value ?? (type.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(type));
        return defaults is not null && type.IsClass && Of(defaults) is { Count: > 0 } slots ? new(defaults, slots) : null;
    }
}
