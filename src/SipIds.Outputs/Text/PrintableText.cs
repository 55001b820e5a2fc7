using System.Buffers;
using System.Globalization;
using System.Text;

namespace SipIds.Outputs.Text;

/// <summary>Shows bytes of a packet so that they can neither steer a terminal nor pass for another part of the line.</summary>
/// <remarks>Control characters, bytes that are no UTF-8, quotes and backslashes are escaped, and so are invisible
/// characters and those that change the direction of writing; a blank is where it stands first, last or after a blank,
/// since two of them separate columns.</remarks>
internal static class PrintableText
{
    /// <summary>The most bytes that one byte becomes, as in <c>\x1b</c>; escaped runes of several bytes grow less.</summary>
    public const int MaxExpansion = 4;

    /// <summary>Writes the text and returns its length; <paramref name="destination"/> has <see cref="MaxExpansion"/> times its room.</summary>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var written = 0;
        var afterBlank = true;
        while (!text.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(text, out var rune, out var consumed) == OperationStatus.Done;
            var isBlank = isValid && rune.Value == ' ';
            if (isValid && IsPlain(rune) && !(isBlank && (afterBlank || consumed == text.Length)))
            {
                text[..consumed].CopyTo(destination[written..]);
                written += consumed;
            }
            else
            {
                written += isValid && consumed > 1
                    ? EscapeRune(rune.Value, destination[written..])
                    : EscapeBytes(text[..consumed], destination[written..]);
            }

            afterBlank = isBlank;
            text = text[consumed..];
        }

        return written;
    }

    private static bool IsPlain(Rune rune) => rune.IsAscii
        ? rune.Value is >= ' ' and <= '~' and not ('"' or '\\')
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static int EscapeRune(int value, Span<byte> destination)
    {
        "\\u{"u8.CopyTo(destination);
        _ = value.TryFormat(destination[3..], out var digits, "x", CultureInfo.InvariantCulture);
        destination[3 + digits] = (byte)'}';
        return digits + 4;
    }

    private static int EscapeBytes(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        var written = 0;
        foreach (var value in bytes)
        {
            var letter = value switch
            {
                (byte)'\r' => (byte)'r',
                (byte)'\n' => (byte)'n',
                (byte)'\t' => (byte)'t',
                (byte)'"' or (byte)'\\' => value,
                _ => (byte)0,
            };
            destination[written++] = (byte)'\\';
            if (letter != 0)
            {
                destination[written++] = letter;
                continue;
            }

            destination[written++] = (byte)'x';
            _ = value.TryFormat(destination[written..], out var digits, "x2", CultureInfo.InvariantCulture);
            written += digits;
        }

        return written;
    }
}
