namespace SipIds.Configuration.Writing;

/// <summary>Breaks prose into lines at its spaces.</summary>
internal static class Wrap
{
    // Stands for a space at which no line is broken.
    private const char Glue = '\uE000';

    /// <summary>Text that stands on one line, an example for one.</summary>
    public static string Whole(string text) => text.Replace(' ', Glue);

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

            yield return text[..end].Replace(Glue, ' ');
            text = text[(end + 1)..];
        }

        yield return text.Replace(Glue, ' ');
    }

    /// <summary>Paragraphs, which are broken anew, and between them lines that are indented, which stay as they are.</summary>
    public static IEnumerable<string> Text(string text, int width)
    {
        var paragraph = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var isProse = line.Length > 0 && line[0] != ' ';
            if (isProse)
            {
                paragraph += paragraph.Length > 0 ? $" {line}" : line;
                continue;
            }

            foreach (var broken in paragraph.Length > 0 ? Lines(paragraph, width) : [])
            {
                yield return broken;
            }

            paragraph = "";
            yield return line;
        }

        foreach (var broken in paragraph.Length > 0 ? Lines(paragraph, width) : [])
        {
            yield return broken;
        }
    }
}
