using System.Globalization;
using System.Text.Json;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A number with decimals.</summary>
internal sealed class NumberType(object? min, object? max, object? usual) : RangedType(min, max, usual, 0.5)
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override string Name => "a number";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "number");
        if (Min is double min)
        {
            json.WriteNumber("minimum", min);
        }

        if (Max is double max)
        {
            json.WriteNumber("maximum", max);
        }
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteNumberValue((double)value);

    protected override string? Refusal(ScalarNode scalar) =>
        !scalar.IsPlain && Parse(scalar.Text) is not null ? "is in quotes and so is text; write the number without them" : null;

    protected override IComparable? Parse(string text) =>
        double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    protected override string Write(IComparable value) => ((double)value).ToString(CultureInfo.InvariantCulture);
}
