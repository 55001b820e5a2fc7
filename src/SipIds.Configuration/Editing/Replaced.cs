using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Editing;

/// <summary>Puts another value in the place of one that is there, and says why beside it, or above where something is said already.</summary>
internal static class Replaced
{
    public static string In(SourceText source, Node node, SettingEdit change) => In(source, node, change.Value, change);

    public static string In(SourceText source, Node node, string newValue, SettingEdit change)
    {
        var line = source.Line(node.At.Line);
        var (from, to) = (node.At.Column - 1, node.End.Column - 1);
        if (node.At.Line != node.End.Line || to > line.Length)
        {
            throw new FormatException($"'{change.Path}' spans several lines; write '{change.Path}: {newValue}' by hand.");
        }

        var tail = line[to..];
        var comment = SourceText.CommentIn(tail);
        var note = $"# {change.Mark} {change.Comment}";
        var start = source.StartOf(node.At.Line);
        var content = source.Text[..start];
        var isOwn = comment >= 0 && IsOwn(tail[comment..], change);
        if (comment < 0 || isOwn)
        {
            var value = $"{line[..from]}{newValue}{(isOwn ? tail[..comment] : tail).TrimEnd()}";
            return $"{content}{value}  {note}{source.Text[(start + line.Length)..]}";
        }

        // Somebody's own comment stands beside the value; ours goes above, in the place of an earlier one of ours.
        var (end, above) = NoteAbove(source, node.At.Line, change);
        return $"{source.Text[..end]}{above}{line[..from]}{newValue}{tail}{source.Text[(start + line.Length)..]}";
    }

    /// <summary>The line that says why above another line, and where it begins: in the place of an earlier one of ours.</summary>
    public static (int Start, string Line) NoteAbove(SourceText source, int line, SettingEdit change)
    {
        var isThere = IsOwn(source.Line(line - 1).Trim(), change);
        return (source.StartOf(isThere ? line - 1 : line), $"{source.IndentOf(line)}# {change.Mark} {change.Comment}{source.LineEnd}");
    }

    private static bool IsOwn(string comment, SettingEdit change) => comment.StartsWith($"# {change.Mark}", StringComparison.Ordinal);
}
