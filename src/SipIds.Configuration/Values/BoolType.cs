using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary><c>true</c> or <c>false</c>, and none of YAML's older words for them.</summary>
internal sealed class BoolType : ScalarType
{
    public override string Name => "true or false";

    public override string Example => "true";

    public override string Format(object value) => (bool)value ? "true" : "false";

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("type", "boolean");

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteBooleanValue((bool)value);

    protected override object? Read(ScalarNode scalar, Target target)
    {
        if (scalar is { IsPlain: true, Text: "true" or "false" })
        {
            return scalar.Text == "true";
        }

        target.Fault(scalar, scalar.Text.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "ON" or "Y" or "1" => $"{scalar.Kind} is not true or false; write true",
            "FALSE" or "NO" or "OFF" or "N" or "0" => $"{scalar.Kind} is not true or false; write false",
            _ => $"{scalar.Kind} is not true or false",
        });
        return null;
    }
}
