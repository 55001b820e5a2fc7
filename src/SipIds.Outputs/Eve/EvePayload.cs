using System.Text.Json;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>payload_printable</c>, as Suricata writes it: a dot for what cannot be printed.</summary>
internal static class EvePayload
{
    /// <summary>The most bytes that are shown.</summary>
    public const int MaxLength = 4096;

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return;
        }

        Span<byte> shown = stackalloc byte[MaxLength];
        shown = shown[..Math.Min(payload.Length, MaxLength)];
        for (var place = 0; place < shown.Length; place++)
        {
            shown[place] = payload[place] is (>= 0x20 and < 0x7F) or (byte)'\r' or (byte)'\n' ? payload[place] : (byte)'.';
        }

        writer.WriteString("payload_printable"u8, shown);
    }
}
