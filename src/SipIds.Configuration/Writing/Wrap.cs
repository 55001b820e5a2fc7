namespace SipIds.Configuration.Writing;

/// <summary>Breaks prose into lines at its spaces.</summary>
internal static class Wrap
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            end = end > 0 ? end : text.IndexOf(' ', StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }
}
