using System.Text.Json;
using SipIds.Outputs.Streams;
using SipIds.Packets;

namespace SipIds.Outputs.Eve;

/// <summary>Members of a JSON object from what packets hold; what says nothing is left out.</summary>
internal static class JsonFields
{
    /// <summary>The most bytes of one value that are written.</summary>
    public const int MaxTextLength = 512;

    /// <summary>Writes a text; bytes that are no UTF-8 become U+FFFD.</summary>
    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            writer.WriteString(name, Utf8Text.Cut(text, MaxTextLength));
        }
    }

    /// <summary>Writes a number unless it is 0.</summary>
    public static void WriteCount(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long count)
    {
        if (count != 0)
        {
            writer.WriteNumber(name, count);
        }
    }

    /// <summary>Writes a fact if it is one.</summary>
    public static void WriteFlag(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool holds)
    {
        if (holds)
        {
            writer.WriteBoolean(name, true);
        }
    }

    /// <summary>Writes a moment as Suricata does: microseconds, and an offset without a colon.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Timestamp time)
    {
        Span<byte> text = stackalloc byte[Utf8Text.TimeLength + 5];
        Utf8Text.WriteTime(time, text);
        "+0000"u8.CopyTo(text[Utf8Text.TimeLength..]);
        writer.WriteString(name, text);
    }

    /// <summary>Writes an address or an endpoint.</summary>
    public static void WriteAddress<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T address)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[NetEndpoint.MaxTextLength];
        _ = address.TryFormat(text, out var length, default, null);
        writer.WriteString(name, text[..length]);
    }
}
