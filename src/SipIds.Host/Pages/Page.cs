using System.Text;
using SipIds.Host.Outputs;

namespace SipIds.Host.Pages;

/// <summary>Text for a person at the width that there is: broken between words, with labels in a column of their own, and coloured on a terminal.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="width">How many columns there are.</param>
/// <param name="colours">Whether it is a terminal with colours.</param>
internal sealed class Page(TextWriter output, int width, bool colours = false)
{
    public const int LabelWidth = 12;

    /// <summary>A blank at which no line is broken, if the whole fits one.</summary>
    public const char Bound = '\u00a0';

    /// <summary>How many columns there are.</summary>
    public int Width => width;

    /// <summary>A page on standard output.</summary>
    public static Page OnStandardOutput(TextWriter output) => new(output, OutputWidth.OfText, TerminalStream.UsesColours);

    /// <summary>An empty line.</summary>
    public void Blank() => output.WriteLine();

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, Tint tint = Tint.Plain, int indent = 0)
    {
        foreach (var line in Wrap(text, width - indent))
        {
            output.WriteLine(new string(' ', indent) + Dyed(line, tint));
        }
    }

    /// <summary>A paragraph with a label before it; nothing if the text is empty.</summary>
    public void Field(string label, string text, Tint tint = Tint.Plain, int indent = 0)
    {
        if (text.Length == 0)
        {
            return;
        }

        var margin = Math.Max(LabelWidth, PacketText.Width(label) + indent + 1);
        var head = (new string(' ', indent) + label).PadRight(margin);
        foreach (var line in Wrap(text, Math.Max(width - margin, LabelWidth)))
        {
            output.WriteLine(Dyed(head, Tint.Dim) + Dyed(line, tint));
            head = new string(' ', margin);
        }
    }

    /// <summary>A line as it is.</summary>
    public void Line(string line) => output.WriteLine(line);

    /// <summary>The text with the codes that colour it, if there are colours.</summary>
    public string Dyed(string text, Tint tint) => !colours || tint is Tint.Plain || text.Length == 0 ? text : $"{CodeOf(tint)}{text}\e[0m";

    /// <summary>Breaks a text between words; what is longer than a line by itself is cut.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        var used = 0;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(part => PacketText.Width(part) > width ? part.Split(Bound) : [part.Replace(Bound, ' ')]);
        foreach (var word in words)
        {
            var length = PacketText.Width(word);
            if (used > 0 && used + 1 + length > width)
            {
                yield return line.ToString();
                used = 0;
                _ = line.Clear();
            }

            if (used > 0)
            {
                _ = line.Append(' ');
                used++;
            }

            _ = line.Append(PacketText.Cut(word, width));
            used += Math.Min(length, width);
        }

        if (used > 0)
        {
            yield return line.ToString();
        }
    }

    private static string CodeOf(Tint tint) => tint switch
    {
        Tint.Dim => "\e[2m",
        Tint.Strong => "\e[1m",
        Tint.Good => "\e[32m",
        Tint.Warning => "\e[33m",
        Tint.Faint => "\e[36m",
        _ => "\e[1;31m",
    };
}
