using System.Globalization;
using SipIds.Packets;

namespace SipIds.Outputs.Streams;

/// <summary>Pieces of text in UTF-8 that several outputs write.</summary>
internal static class Utf8Text
{
    /// <summary>The length of a date as <see cref="WriteTime"/> writes it.</summary>
    public const int TimeLength = 26;

    /// <summary>The first bytes of a text, at most <paramref name="limit"/>, without half a character at the end.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        // A character has at most three continuation bytes (RFC 3629 §3); more of them in a row are no characters.
        var end = limit;
        while (end > limit - 3 && end > 0 && (text[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }

    /// <summary>Writes ISO 8601 in UTC with microseconds, without a zone, in <see cref="TimeLength"/> bytes.</summary>
    public static void WriteTime(Timestamp time, Span<byte> destination) =>
        _ = time.ToDateTime().TryFormat(destination, out _, "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>The Request-Line or Status-Line of a message, as it stands.</summary>
    public static ReadOnlySpan<byte> StartLine(in Sip.SipMessage message)
    {
        var head = message.Head.TrimStart("\r\n"u8);
        var end = head.IndexOf((byte)'\n');
        return (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
    }
}
