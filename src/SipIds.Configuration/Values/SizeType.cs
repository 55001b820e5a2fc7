using System.Text.Json;
using SipIds.Configuration.Yaml;
using SipIds.Settings;

namespace SipIds.Configuration.Values;

/// <summary>A number of bytes, with a binary unit or without.</summary>
internal sealed class SizeType(object? min, object? max, object? usual) : RangedType(min, max, usual, 64L << 10)
{
    public override string Name => "a size in bytes";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("integer");
        json.WriteEndArray();
        json.WriteString("pattern", "^[0-9]+(([KkMmGg][Ii])?[Bb])?$");
        json.WriteNumber("minimum", Min is long min ? min : 0);
        if (Max is long max)
        {
            json.WriteNumber("maximum", max);
        }
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Format(value));

    protected override string? Refusal(ScalarNode scalar) => scalar.Text switch
    {
        [.., 'k' or 'K' or 'm' or 'M' or 'g' or 'G'] text when IsSize($"{text}iB") => $"has half a unit; write {text.ToUpperInvariant()}iB",
        [.. var number, 'k' or 'K' or 'm' or 'M' or 'g' or 'G', 'b' or 'B'] text when IsSize(number)
            => $"has a unit that is read as 1000 or as 1024; write {number}{char.ToUpperInvariant(text[^2])}iB",
        _ => null,
    };

    protected override IComparable? Parse(string text) => ByteSize.TryParse(text, out var size) ? size.Bytes : null;

    protected override string Write(IComparable value) => new ByteSize((long)value).ToString();

    protected override object ToSetting(IComparable value) => new ByteSize((long)value);

    protected override IComparable FromSetting(object value) => ((ByteSize)value).Bytes;

    private static bool IsSize(string text) => ByteSize.TryParse(text, out _);
}
