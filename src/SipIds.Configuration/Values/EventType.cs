using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Events;

namespace SipIds.Configuration.Values;

/// <summary>An event of the catalogue, by name, by sid or by gid and sid.</summary>
internal sealed class EventType(EventCatalogue catalogue) : ScalarType
{
    private readonly EventKeys _keys = new(catalogue);

    public override string Name => "the name of an event";

    public override string Example => _keys.Example;

    public override string Format(object value) => ((EventDescriptor)value).Name;

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteStartArray("enum");
        foreach (var known in catalogue.Events)
        {
            json.WriteStringValue(known.Name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "integer");
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteString("pattern", "^([0-9]+:)?[0-9]+$");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Format(value));

    protected override object? Read(ScalarNode scalar, Target target) => _keys.Resolve(scalar, target) is { } name ? catalogue.Find(name) ?? Unmade(name) : null;

    // One that its preprocessor has not made yet. The pipeline finds it by its name.
    private static EventDescriptor Unmade(string name) => new(0, 0, name, Severity.Medium, EventAction.Alert, "");
}
