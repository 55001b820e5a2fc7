using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SipIds.Configuration.Schema;

namespace SipIds.Configuration;

/// <summary>Writes the JSON Schema of <c>sipcnf.yaml</c>, for editors that complete and check YAML by one.</summary>
public static class SettingsJsonSchema
{
    // Help is prose for a person: quotes and § stay as they are.
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as text in draft 2020-12, the same for the same settings.</summary>
    public static string Write(SettingsSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, s_options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "sipcnf.yaml");
            json.WriteString("description", "The configuration of SipIds. What the file leaves out has its default.");
            json.WriteStartArray("type");
            json.WriteStringValue("object");
            json.WriteStringValue("null");
            json.WriteEndArray();
            Member.WriteSchema(json, schema.Defaults.Members);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }
}
