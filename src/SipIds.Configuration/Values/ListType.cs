using System.Collections;
using System.Collections.ObjectModel;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Packets;

namespace SipIds.Configuration.Values;

/// <summary>A list of values of one type. A single value stands for a list of one.</summary>
internal class ListType(Type type, SettingType element) : SettingType
{
    public override string Name => "a list";

    public override string Example => $"[{element.Example}]";

    public override string? Range => element.Range;

    public override IReadOnlyList<(string Name, string Help)> Choices => element.Choices;

    /// <summary>The type of its values.</summary>
    public SettingType Element => element;

    public override bool Allows(object value) => element.Range is null || Items(value).All(element.Allows);

    public override object? Bind(Node node, Target target)
    {
        var items = ItemsOf(node, target);
        if (items is null)
        {
            return null;
        }

        var values = Array.CreateInstance(type, items.Count);
        var isWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            target.Faults.Places[target.Item(i).Path] = items[i].At;
            var value = element.Bind(items[i], ReferenceEquals(items[i], node) ? target.Only() : target.Item(i));
            isWhole &= value is not null;
            values.SetValue(value, i);
        }

        return isWhole ? Build(values) : null;
    }

    public override string Format(object value) => $"[{string.Join(", ", Items(value).Select(element.Format))}]";

    public override IReadOnlyList<string> FormatLines(object value) => [.. Items(value).Select(item => $"- {element.Format(item)}")];

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        element.WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject();
        element.WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartArray();
        foreach (var item in Items(value))
        {
            element.WriteJson(json, item);
        }

        json.WriteEndArray();
    }

    /// <summary>The list, as the property takes it.</summary>
    protected virtual object Build(Array values) => Activator.CreateInstance(typeof(ReadOnlyCollection<>).MakeGenericType(type), values)!;

    private static IEnumerable<object> Items(object value) => ((IEnumerable)value).Cast<object>();

    private IReadOnlyList<Node>? ItemsOf(Node node, Target target)
    {
        switch (node)
        {
            case ListNode list:
                return list.Items;
            case ScalarNode { IsNull: true }:
                target.Fault(node, $"needs a value, such as {Example}, or [] for none");
                return null;
            case ScalarNode { IsPlain: true } scalar when scalar.Text.Contains(',', StringComparison.Ordinal):
                if (target.IsArgument)
                {
                    var items = scalar.Text.Split(',', StringSplitOptions.TrimEntries);
                    return [.. items.Select(item => new ScalarNode(scalar.At, item, isPlain: true))];
                }

                target.Fault(node, $"a list needs brackets; write [{Shown.Of(scalar.Text)}]");
                return null;
            case ScalarNode:
            case MapNode when element is RecordType:
                return [node];
            default:
                Expected(node, target);
                return null;
        }
    }
}

/// <summary>A set of networks.</summary>
internal sealed class PrefixSetType() : ListType(typeof(NetPrefix), new PrefixType())
{
    public override string Name => "a list of addresses and networks";

    protected override object Build(Array values) => NetPrefixSet.Create((NetPrefix[])values);
}
