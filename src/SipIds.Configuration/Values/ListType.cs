using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Packets;

namespace SipIds.Configuration.Values;

/// <summary>A list of values of one type. A single value stands for a list of one.</summary>
internal class ListType<T>(SettingType element) : SettingType
{
    public override string Name => "a list";

    public override string Example => $"[{element.Example}]";

    public override string? Range => element.Range;

    public override bool Allows(object value) => ((IEnumerable<T>)value).All(item => element.Allows(item!));

    public override object? Bind(Node node, Target target)
    {
        var items = ItemsOf(node, target);
        if (items is null)
        {
            return null;
        }

        var values = new T[items.Count];
        var isWhole = true;
        for (var i = 0; i < values.Length; i++)
        {
            var value = element.Bind(items[i], ReferenceEquals(items[i], node) ? target.Only() : target.Item(i));
            isWhole &= value is not null;
            values[i] = value is null ? default! : (T)value;
        }

        return isWhole ? Build(values) : null;
    }

    public override string Format(object value) => $"[{string.Join(", ", Items(value))}]";

    public override IReadOnlyList<string> FormatLines(object value) => [.. Items(value).Select(item => $"- {item}")];

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
        foreach (var item in (IEnumerable<T>)value)
        {
            element.WriteJson(json, item!);
        }

        json.WriteEndArray();
    }

    protected virtual object Build(T[] values) => Array.AsReadOnly(values);

    private IEnumerable<string> Items(object value) => ((IEnumerable<T>)value).Select(item => element.Format(item!));

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
                    return [.. scalar.Text.Split(',', StringSplitOptions.TrimEntries).Select(item => new ScalarNode(scalar.At, item, isPlain: true))];
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
internal sealed class PrefixSetType() : ListType<NetPrefix>(new PrefixType())
{
    public override string Name => "a list of addresses and networks";

    protected override object Build(NetPrefix[] values) => NetPrefixSet.Create(values);
}
