using System.Globalization;
using System.Text.Json;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A number with decimals.</summary>
internal sealed class NumberType(object? min, object? max) : RangedType<double>(min, max, 0.5)
{
    public override string Name => "a number";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "number");
        if (Min is { } min)
        {
            json.WriteNumber("minimum", min);
        }

        if (Max is { } max)
        {
            json.WriteNumber("maximum", max);
        }
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteNumberValue((double)value);

    protected override string? Refusal(ScalarNode scalar) =>
        !scalar.IsPlain && TryParse(scalar.Text, out _) ? "is in quotes and so is text; write the number without them" : null;

    protected override bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    protected override string Write(double value) => value.ToString(CultureInfo.InvariantCulture);
}
