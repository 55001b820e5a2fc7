using System.Globalization;
using System.Text.Json;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A whole number, held in 32 or in 64 bits.</summary>
internal sealed class IntegerType(bool isInt, object? min, object? max, object? usual)
    : RangedType(min ?? (isInt ? int.MinValue : null), max ?? (isInt ? int.MaxValue : null), usual, 30L)
{
    public override string Name => "a whole number";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteString("type", "integer");
        if (Min is long min)
        {
            json.WriteNumber("minimum", min);
        }

        if (Max is long max)
        {
            json.WriteNumber("maximum", max);
        }
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteNumberValue((long)FromSetting(value));

    protected override string? Refusal(ScalarNode scalar)
    {
        var isNumber = Parse(scalar.Text) is not null;
        return isNumber && !scalar.IsPlain ? "is in quotes and so is text; write the number without them"
            : !isNumber && IsDigits(scalar.Text) ? $"is out of range; allowed is {Range ?? $"{long.MinValue} to {long.MaxValue}"}"
            : null;
    }

    protected override IComparable? Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    protected override string Write(IComparable value) => ((long)value).ToString(CultureInfo.InvariantCulture);

    protected override object ToSetting(IComparable value) => isInt ? (int)(long)value : value;

    protected override IComparable FromSetting(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static bool IsDigits(string text) =>
        text.AsSpan(text is ['-' or '+', ..] ? 1 : 0) is { IsEmpty: false } digits && !digits.ContainsAnyExceptInRange('0', '9');
}
