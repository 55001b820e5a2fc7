using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Packets;

namespace SipIds.Configuration.Values;

/// <summary>An address or a network in CIDR notation.</summary>
internal sealed class PrefixType : ScalarType
{
    public override string Name => "an address or a network";

    public override string Example => "192.0.2.0/24";

    public override string Format(object value) => YamlText.Quote(((NetPrefix)value).ToString());

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", @"^\[?[0-9A-Fa-f:.]+\]?(/[0-9]{1,3})?$");
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(((NetPrefix)value).ToString());

    protected override object? Read(ScalarNode scalar, Target target)
    {
        if (NetPrefix.TryParse(scalar.Text, out var prefix))
        {
            return prefix;
        }

        // After a quoted item the YAML parser takes the first of two leading colons for its own.
        target.Fault(scalar, scalar is { IsPlain: true, Text: [':', ..] text } && NetPrefix.TryParse($":{text}", out _)
            ? $"an address that starts with a colon must be in quotes; write ':{text}'"
            : $"{scalar.Kind} is not {Name}; write one such as {Example} or 2001:db8::1");
        return null;
    }
}
