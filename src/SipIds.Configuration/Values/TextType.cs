using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>Any text; a number or a word such as <c>true</c> is taken as it is written.</summary>
internal sealed class TextType(object? usual) : ScalarType
{
    public override string Name => "a text";

    public override string Example => usual is string { Length: > 0 } text ? YamlText.Quote(text) : "some-text";

    public override string Format(object value) => YamlText.Quote((string)value);

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteEndArray();
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue((string)value);

    protected override object? Read(ScalarNode scalar, Target target) => scalar.Text;
}
