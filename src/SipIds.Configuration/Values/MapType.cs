using System.Collections;
using System.Collections.ObjectModel;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A map from names, which the user chooses or a list knows, to values of one type.</summary>
internal sealed class MapType(Type type, SettingType element, IMapKeys keys) : SettingType
{
    public override string Name => "a map";

    public override string Example => $"{{{keys.Example}: {element.Example}}}";

    public override string? Range => element.Range;

    public override IReadOnlyList<(string Name, string Help)> Choices => element.Choices;

    /// <summary>The type of its values.</summary>
    public SettingType Element => element;

    public override bool Allows(object value) => element.Range is null || Pairs(value).All(pair => element.Allows(pair.Value));

    public override object? Bind(Node node, Target target)
    {
        var current = (IDictionary?)target.Current ?? NewMap();
        if (node.IsNull)
        {
            return current;
        }

        if (node is not MapNode map)
        {
            return Expected(node, target);
        }

        var values = NewMap();
        foreach (var (key, value) in target.IsArgument ? Pairs(current) : [])
        {
            values[key] = value;
        }

        var seen = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (keys.Resolve(key, target) is not { } name)
            {
                continue;
            }

            if (!seen.TryAdd(name, key))
            {
                target.Fault(key, $"{key.Kind} is '{name}', which line {seen[name].At.Line} sets too; keep one");
            }
            else if (element.Bind(value, target.Child(key.Text, values[name])) is { } bound)
            {
                values[name] = bound;
            }
        }

        return Activator.CreateInstance(typeof(ReadOnlyDictionary<,>).MakeGenericType(typeof(string), type), values)!;
    }

    public override string Format(object value) => $"{{{string.Join(", ", FormatLines(value))}}}";

    public override IReadOnlyList<string> FormatLines(object value) =>
        [.. Pairs(value).Select(pair => $"{YamlText.Quote(pair.Key)}: {element.Format(pair.Value)}")];

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        json.WriteStringValue("null");
        json.WriteEndArray();
        keys.WriteSchema(json, element);
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var (key, item) in Pairs(value))
        {
            json.WritePropertyName(key);
            element.WriteJson(json, item);
        }

        json.WriteEndObject();
    }

    /// <summary>Its keys and values, in the order of the keys.</summary>
    public static List<KeyValuePair<string, object>> Pairs(object value)
    {
        var pairs = new List<KeyValuePair<string, object>>();
        foreach (DictionaryEntry entry in (IDictionary)value)
        {
            pairs.Add(KeyValuePair.Create((string)entry.Key, entry.Value!));
        }

        pairs.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return pairs;
    }

    private IDictionary NewMap() =>
        (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type), StringComparer.Ordinal)!;
}
