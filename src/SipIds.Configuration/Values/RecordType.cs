using System.Runtime.CompilerServices;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A record of further settings. What the file leaves out keeps the value it has.</summary>
/// <param name="defaults">The record when the file says nothing.</param>
/// <param name="slots">Its settings.</param>
/// <param name="takesPlugins">Whether plugins add keys to it, so that one which nobody knows may be that of a plugin that was refused.</param>
internal sealed class RecordType(object defaults, IReadOnlyList<SettingSlot> slots, bool takesPlugins = false) : SettingType
{
    public override string Name => "a map";

    public override string Example => $"{{{string.Join(", ", slots.Take(2).Select(slot => $"{slot.Key}: {slot.Type.Example}"))}}}";

    public override object? Bind(Node node, Target target)
    {
        var current = target.Current ?? defaults;
        if (node.IsNull)
        {
            return current;
        }

        if (node is not MapNode map)
        {
            return Expected(node, target);
        }

        var bound = Clone(current);
        foreach (var (key, value) in map.Entries)
        {
            if (Find(key.Text) is { } slot)
            {
                slot.Bind(value, bound, target);
            }
            else if (takesPlugins && target.Schema.LeavesUnknownAside)
            {
                target.Faults.Note(key.At, $"'{target.Path}.{Shown.Of(key.Text)}' is left aside; it may be that of a plugin that was refused");
            }
            else
            {
                target.UnknownKey(key, slots.Select(s => s.Key));
            }
        }

        return bound;
    }

    /// <summary>Its settings.</summary>
    public IReadOnlyList<SettingSlot> Slots => slots;

    public SettingSlot? Find(string key) => slots.FirstOrDefault(s => string.Equals(s.Key, key, StringComparison.Ordinal));

    /// <summary>The settings of a record with their values.</summary>
    public IEnumerable<Member> Members(object record) => slots.Select(slot => slot.In(record));

    public override string Format(object value) => $"{{{string.Join(", ", FormatLines(value))}}}";

    public override IReadOnlyList<string> FormatLines(object value) =>
        [.. Members(value).Select(member => $"{member.Key}: {member.Format()}")];

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("object");
        json.WriteStringValue("null");
        json.WriteEndArray();
        Member.WriteSchema(json, Members(defaults));
    }

    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var member in Members(value))
        {
            json.WritePropertyName(member.Key);
            member.WriteJson(json);
        }

        json.WriteEndObject();
    }

    /// <summary>A copy of a record, as <c>with</c> makes one.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    public static extern object Clone(object record);
}
