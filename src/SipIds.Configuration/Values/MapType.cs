using System.Collections.ObjectModel;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A map from names, which the user chooses or a list knows, to values of one type.</summary>
internal sealed class MapType<T>(SettingType element, IMapKeys keys) : SettingType, IMapType
{
    public override string Name => "a map";

    public override string Example => $"{{{keys.Example}: {element.Example}}}";

    public override string? Range => element.Range;

    public SettingType Element => element;

    public override bool Allows(object value) => Pairs(value).All(pair => element.Allows(pair.Value!));

    public override object? Bind(Node node, Target target)
    {
        var current = (IReadOnlyDictionary<string, T>?)target.Current ?? ReadOnlyDictionary<string, T>.Empty;
        if (node.IsNull)
        {
            return current;
        }

        if (node is not MapNode map)
        {
            return Expected(node, target);
        }

        var values = new Dictionary<string, T>(target.IsArgument ? current : [], StringComparer.Ordinal);
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
            else if (element.Bind(value, target.Child(key.Text, values.GetValueOrDefault(name))) is { } bound)
            {
                values[name] = (T)bound;
            }
        }

        return new ReadOnlyDictionary<string, T>(values);
    }

    public override string Format(object value) => $"{{{string.Join(", ", FormatLines(value))}}}";

    public override IReadOnlyList<string> FormatLines(object value) =>
        [.. Pairs(value).Select(pair => $"{YamlText.Quote(pair.Key)}: {element.Format(pair.Value!)}")];

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
            element.WriteJson(json, item!);
        }

        json.WriteEndObject();
    }

    private static IOrderedEnumerable<KeyValuePair<string, T>> Pairs(object value) =>
        ((IEnumerable<KeyValuePair<string, T>>)value).OrderBy(pair => pair.Key, StringComparer.Ordinal);
}

/// <summary>A map of any element type.</summary>
internal interface IMapType
{
    /// <summary>The type of its values.</summary>
    SettingType Element { get; }
}
