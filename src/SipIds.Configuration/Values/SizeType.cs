using System.Text.Json;
using SipIds.Configuration.Yaml;
using SipIds.Pipeline.Settings;

namespace SipIds.Configuration.Values;

/// <summary>A number of bytes, with a binary unit or without.</summary>
internal sealed class SizeType(object? min, object? max) : RangedType<long>(min, max, 64 << 10)
{
    public override string Name => "a size in bytes";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("integer");
        json.WriteEndArray();
        json.WriteString("pattern", "^[0-9]+(([KkMmGg][Ii])?[Bb])?$");
        json.WriteNumber("minimum", Min ?? 0);
        if (Max is { } max)
        {
            json.WriteNumber("maximum", max);
        }
    }

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(Format(value));

    protected override string? Refusal(ScalarNode scalar) => scalar.Text switch
    {
        [.., 'k' or 'K' or 'm' or 'M' or 'g' or 'G'] text when IsSize($"{text}iB") => $"has half a unit; write {text.ToUpperInvariant()}iB",
        [.. var number, 'k' or 'K' or 'm' or 'M' or 'g' or 'G', 'b' or 'B'] text when IsSize(number) => $"has a unit that is read as 1000 or as 1024; write {number}{char.ToUpperInvariant(text[^2])}iB",
        _ => null,
    };

    protected override bool TryParse(string text, out long value)
    {
        var isSize = ByteSize.TryParse(text, out var size);
        value = size.Bytes;
        return isSize;
    }

    protected override string Write(long value) => new ByteSize(value).ToString();

    protected override object ToSetting(long value) => new ByteSize(value);

    protected override long FromSetting(object value) => ((ByteSize)value).Bytes;

    private static bool IsSize(string text) => ByteSize.TryParse(text, out _);
}
