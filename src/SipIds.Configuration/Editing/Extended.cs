using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Editing;

/// <summary>Adds entries to a list that is there, in brackets or with a line for each.</summary>
internal static class Extended
{
    public static string In(SourceText source, ListNode list, IReadOnlyList<string> entries, SettingEdit change)
    {
        var missing = entries.Where(entry => !Has(list, entry)).ToList();
        return missing.Count == 0 ? source.Text
            : source.Text[source.IndexOf(list.At)] == '[' ? InBrackets(source, list, missing, change)
            : InLines(source, list, missing, change);
    }

    /// <summary>Whether a list has an entry, as it would be written.</summary>
    public static bool Has(ListNode list, string entry) => list.Items.Any(item => item is ScalarNode scalar && string.Equals(scalar.Text, entry.Trim('"'), StringComparison.Ordinal));

    private static string InBrackets(SourceText source, ListNode list, List<string> missing, SettingEdit change)
    {
        var text = source.Text[(source.IndexOf(list.At) + 1)..(source.IndexOf(list.End) - 1)].TrimEnd().TrimEnd(',');
        var all = string.Join(", ", missing);
        return Replaced.In(source, list, text.Length > 0 ? $"[{text}, {all}]" : $"[{all}]", change);
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
