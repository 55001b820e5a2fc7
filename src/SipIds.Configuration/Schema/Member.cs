using System.Text.Json;
using SipIds.Configuration.Values;
using SipIds.Configuration.Writing;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>A key of the file or of a record in it, and the value that it has.</summary>
internal sealed record Member(string Key, SettingAttribute Setting, SettingType Type, object? Value, bool AllowsNull)
{
    /// <summary>The value that it has where nothing is said.</summary>
    public object? Default { get; init; } = Value;

    /// <summary>The names of the events that it governs.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>The value in YAML, on one line.</summary>
    public string Format() => Value is null ? "null" : Type.Format(Value);

    /// <summary>Writes the value as JSON.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        if (Value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Type.WriteJson(json, Value);
        }
    }

    /// <summary>Writes the keywords of JSON Schema for an object that has these keys and no others.</summary>
    public static void WriteSchema(Utf8JsonWriter json, IEnumerable<Member> members)
    {
        json.WriteStartObject("properties");
        foreach (var member in members)
        {
            json.WriteStartObject(member.Key);
            member.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
    }

    private void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("description", Words.Description(this));
        if (Type is not RecordType)
        {
            json.WritePropertyName("default");
            WriteJson(json);
        }

        if (!AllowsNull)
        {
            Type.WriteSchema(json);
            return;
        }

        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        Type.WriteSchema(json);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "null");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
