using System.Text.Json;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A time span with its unit.</summary>
internal sealed class DurationType(object? min, object? max, object? usual) : RangedType(min, max, usual, TimeSpan.FromSeconds(60))
{
    public override string Name => "a duration";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "string");
        json.WriteString("pattern", Duration.Pattern);
        json.WriteNumber("minLength", 2);
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Format(value));

    protected override string? Refusal(ScalarNode scalar) =>
        !scalar.Text.AsSpan().ContainsAnyExceptInRange('0', '9') && scalar.Text.Length is > 0 and <= 18
            ? $"has no unit; write {scalar.Text}s for seconds (us, ms, s, m, h and d are known)"
            : null;

    protected override IComparable? Parse(string text) => Duration.TryParse(text, out var value) ? value : null;

    protected override string Write(IComparable value) => Duration.Format((TimeSpan)value);
}
