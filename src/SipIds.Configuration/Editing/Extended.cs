using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Editing;

/// <summary>Adds entries to a list that is there: in brackets, with a line for each, or a single value that stands for one.</summary>
internal static class Extended
{
    public static string In(SourceText source, ListNode list, IReadOnlyList<string> entries, SettingEdit change)
    {
        var missing = entries.Where(entry => !Has(list, entry)).ToList();
        return missing.Count == 0 ? source.Text
            : source.Text[source.IndexOf(list.At)] == '[' ? InBrackets(source, list, missing, change)
            : InLines(source, list, missing, change);
    }

    public static string In(SourceText source, ScalarNode single, IReadOnlyList<string> entries, SettingEdit change)
    {
        var missing = entries.Where(entry => !Is(single, entry)).ToList();
        var written = source.Text[source.IndexOf(single.At)..source.IndexOf(single.End)];
        return missing.Count == 0 ? source.Text : Replaced.In(source, single, $"[{string.Join(", ", missing.Prepend(written))}]", change);
    }

    /// <summary>Whether a list has an entry, as it would be written.</summary>
    public static bool Has(ListNode list, string entry) => list.Items.Any(item => Is(item, entry));

    private static bool Is(Node item, string entry) =>
        item is ScalarNode scalar && string.Equals(scalar.Text, entry.Trim('"'), StringComparison.Ordinal);

    private static string InBrackets(SourceText source, ListNode list, List<string> missing, SettingEdit change)
    {
        if (list.At.Line != list.End.Line)
        {
            return BetweenLines(source, list, missing, change);
        }

        var text = source.Text[(source.IndexOf(list.At) + 1)..(source.IndexOf(list.End) - 1)].TrimEnd().TrimEnd(',');
        var all = string.Join(", ", missing);
        return Replaced.In(source, list, text.Length > 0 ? $"[{text}, {all}]" : $"[{all}]", change);
    }

    // Behind the last entry, or the bracket, whatever comments follow there; ours goes above the list.
    private static string BetweenLines(SourceText source, ListNode list, List<string> missing, SettingEdit change)
    {
        var all = string.Join(", ", missing);
        var (at, added) = list.Items.Count > 0 ? (source.IndexOf(list.Items[^1].End), $", {all}") : (source.IndexOf(list.At) + 1, all);
        var changed = source.Text.Insert(at, added);
        var (start, note) = Replaced.NoteAbove(source, list.At.Line, change);
        return $"{changed[..start]}{note}{changed[source.StartOf(list.At.Line)..]}";
    }

    private static string InLines(SourceText source, ListNode list, List<string> missing, SettingEdit change)
    {
        var indent = source.IndentOf(list.At.Line);
        var at = source.StartOf(list.Items[^1].At.Line + 1);
        var before = source.Text[..at];
        var lines = missing.Select((entry, place) => $"{indent}- {entry}{(place == 0 ? $"  # {change.Mark} {change.Comment}" : "")}{source.LineEnd}");
        return before + (before.EndsWith('\n') ? "" : source.LineEnd) + string.Concat(lines) + source.Text[at..];
    }
}
