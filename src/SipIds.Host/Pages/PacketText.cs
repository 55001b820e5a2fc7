using System.Text;

namespace SipIds.Host.Pages;

/// <summary>Text of packets as it is kept for a view: so long and no longer.</summary>
internal static class PacketText
{
    /// <summary>The text as UTF-8, with an ellipsis for what is beyond <paramref name="limit"/> bytes. Not printable yet.</summary>
    public static string Keep(ReadOnlySpan<byte> text, int limit) =>
        text.Length <= limit ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..limit]) + "…";

    /// <summary>How many characters are shown; combining ones count as one each.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            width++;
        }

        return width;
    }

    /// <summary>The first characters, with an ellipsis for the rest.</summary>
    public static string Cut(string text, int width) => Width(text) <= width
        ? text
        : string.Concat(text.EnumerateRunes().Take(width - 1)) + "…";
}
