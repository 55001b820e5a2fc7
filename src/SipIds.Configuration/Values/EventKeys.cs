using System.Globalization;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Events;

namespace SipIds.Configuration.Values;

/// <summary>The events of the catalogue, by name, by sid or by gid and sid.</summary>
internal sealed class EventKeys(EventCatalogue catalogue) : IMapKeys
{
    public string Example => catalogue.Events is [var first, ..] ? first.Name : "event-name";

    public string? Resolve(ScalarNode key, Target target)
    {
        if (catalogue.Find(key.Text) is { } known)
        {
            return known.Name;
        }

        if (target.Schema.MayDefineEvents)
        {
            // The pipeline asks again, when its preprocessors have made theirs.
            return key.Text;
        }

        if (target.Schema.LeavesUnknownAside)
        {
            target.Faults.LeaveAside(key.At, target.Path, $"{target.Path}: no event is called {key.Kind}; it may be one of a plugin that was refused");
            return null;
        }

        target.Fault(key, $"unknown event {key.Kind}{NearestName.Hint(key.Text, catalogue.Events.Select(e => e.Name))}");
        return null;
    }

    public void WriteSchema(Utf8JsonWriter json, SettingType element)
    {
        json.WriteStartObject("properties");
        foreach (var known in catalogue.Events)
        {
            json.WriteStartObject(known.Name);
            json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"{known.Gid}:{known.Sid} {known.Text}"));
            element.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("patternProperties");
        json.WriteStartObject("^([0-9]+:)?[0-9]+$");
        element.WriteSchema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }
}
