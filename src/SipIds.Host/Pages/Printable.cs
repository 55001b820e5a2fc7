using System.Globalization;
using System.Text;

namespace SipIds.Host.Pages;

/// <summary>Text of packets for a terminal: what could steer it, or turn the direction of text, is shown as a replacement character.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isShown = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            _ = shown.Append(isShown ? rune : Rune.ReplacementChar);
        }

        return shown.ToString();
    }
}
