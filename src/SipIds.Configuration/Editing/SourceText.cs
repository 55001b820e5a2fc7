using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Editing;

/// <summary>A text with its lines, for changes in place.</summary>
internal sealed class SourceText
{
    private readonly List<int> _starts = [0];

    public SourceText(string text)
    {
        Text = text;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                _starts.Add(index + 1);
            }
        }

        LineEnd = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
    }

    public string Text { get; }

    /// <summary>How lines end here.</summary>
    public string LineEnd { get; }

    /// <summary>Where the comment at the end of a line begins, in the line; -1 if there is none.</summary>
    public static int CommentIn(string line)
    {
        var quote = '\0';
        for (var index = 0; index < line.Length; index++)
        {
            var letter = line[index];
            if (quote != '\0')
            {
                index += quote == '"' && letter == '\\' ? 1 : 0;
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'' && (index == 0 || line[index - 1] is ' ' or ',' or '[' or '{' or ':'))
            {
                quote = letter;
            }
            else if (letter == '#' && (index == 0 || line[index - 1] is ' ' or '\t'))
            {
                return index;
            }
        }

        return -1;
    }

    public int IndexOf(Place place) => StartOf(place.Line) + place.Column - 1;

    /// <summary>Where a line begins, from 1; the end of the text behind the last.</summary>
    public int StartOf(int line) => line <= _starts.Count ? _starts[line - 1] : Text.Length;

    /// <summary>A line without its end.</summary>
    public string Line(int line) => line < 1 ? "" : Text[StartOf(line)..StartOf(line + 1)].TrimEnd('\r', '\n');

    /// <summary>The blanks that a line begins with.</summary>
    public string IndentOf(int line)
    {
        var content = Line(line);
        return content[..(content.Length - content.TrimStart(' ').Length)];
    }
}
