using System.Buffers;
using System.Text.Unicode;

namespace SipIds.Preprocessors.Syntax;

/// <summary>Tells UTF-8 from other charsets, and from sequences that are made to be misread (RFC 3629 §10).</summary>
internal static class Utf8Text
{
    private static readonly SearchValues<byte> s_separators = SearchValues.Create("\0\t\n\r \"'<>@:;,/\\?=&%|`()[]{}."u8);

    // A text with as many is in another charset, or made to take time.
    private const int MostTries = 512;

    // What an overlong sequence may begin with; some of them begin honest ones, too.
    private static readonly SearchValues<byte> s_overlong = SearchValues.Create([0xC0, 0xC1, 0xE0, 0xF0, 0xF8, 0xFC]);

    /// <summary>The worst that is wrong with the text.</summary>
    public static Utf8Fault Judge(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return Utf8Fault.None;
        }

        // What is broken otherwise is broken enough.
        var left = MostTries;
        for (var index = text.IndexOfAny(s_overlong); index >= 0 && left > 0; left--)
        {
            if (TakeOverlong(text, index, out var end))
            {
                return Utf8Fault.HiddenSeparator;
            }

            end = Math.Max(end, index + 1);
            var next = text[end..].IndexOfAny(s_overlong);
            index = next < 0 ? -1 : end + next;
        }

        return Utf8Fault.Broken;
    }

    // Overlong sequences in a row, and whether one of them is a separator. In texts of other charsets such bytes stand beside more of their kind, as 兰州 in GBK.
    private static bool TakeOverlong(ReadOnlySpan<byte> text, int start, out int end)
    {
        var isSeparator = false;
        for (end = start; OverlongLength(text[end..], out var hidden) is > 0 and var length; end += length)
        {
            isSeparator |= s_separators.Contains(hidden);
        }

        return isSeparator && !IsHigh(text, start - 1) && !IsHigh(text, end) && (IsOfAWord(text, start - 1) || IsOfAWord(text, end));
    }

    // The ASCII sign in two to six bytes where one does; 0 if none is.
    private static int OverlongLength(ReadOnlySpan<byte> text, out byte hidden)
    {
        hidden = 0;
        var length = text.IsEmpty ? 0 : text[0] switch
        {
            0xC0 or 0xC1 => 2,
            0xE0 => 3,
            0xF0 => 4,
            0xF8 => 5,
            0xFC => 6,
            _ => 0,
        };
        if (length == 0 || text.Length < length)
        {
            return 0;
        }

        var value = length == 2 ? text[0] & 1 : 0;
        foreach (var next in text[1..length])
        {
            if ((next & 0xC0) != 0x80)
            {
                return 0;
            }

            value = (value << 6) | (next & 0x3F);
        }

        hidden = (byte)value;
        return value < 0x80 ? length : 0;
    }

    private static bool IsHigh(ReadOnlySpan<byte> text, int index) => (uint)index < (uint)text.Length && text[index] >= 0x80;

    private static bool IsOfAWord(ReadOnlySpan<byte> text, int index) =>
        (uint)index < (uint)text.Length && (char.IsAsciiLetterOrDigit((char)text[index]) || text[index] is (byte)'.' or (byte)'-' or (byte)'_' or (byte)'%' or (byte)'=');
}
