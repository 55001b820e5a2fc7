using System.Buffers;
using System.Globalization;
using System.Text;

namespace SipIds.Host.Reading.Show;

/// <summary>A message line by line as it was sent, but for what could steer a terminal or hide: control characters, bytes that are no UTF-8, invisible characters and those that turn the direction of writing are escaped.</summary>
internal static class EscapedText
{
    /// <summary>The lines. CRLF and LF end one; a CR alone does not.</summary>
    public static IEnumerable<string> Lines(ReadOnlyMemory<byte> message)
    {
        var rest = message;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            yield return Of(end > 0 && line.Span[^1] == '\r' ? line.Span[..^1] : line.Span);
            rest = end < 0 ? default : rest[(end + 1)..];
        }
    }

    /// <summary>A piece of a line.</summary>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var shown = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(text, out var rune, out var consumed) == OperationStatus.Done;
            if (isValid && IsShown(rune))
            {
                _ = shown.Append(rune);
            }
            else if (isValid && rune.Value > 0x7F)
            {
                _ = shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                AppendBytes(shown, text[..consumed]);
            }

            text = text[consumed..];
        }

        return shown.ToString();
    }

    private static void AppendBytes(StringBuilder shown, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _ = value switch
            {
                (byte)'\t' => shown.Append("\\t"),
                (byte)'\r' => shown.Append("\\r"),
                _ => shown.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            };
        }
    }

    private static bool IsShown(Rune rune) => rune.IsAscii
        ? rune.Value is >= ' ' and <= '~'
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
