using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Editing;

/// <summary>Adds a setting that is not there: in its section where there is one, at the end otherwise.</summary>
internal static class Inserted
{
    private const string Step = "  ";

    public static string In(SourceText source, Node? root, string[] keys, SettingEdit change)
    {
        var map = root as MapNode;
        var depth = 0;
        MapEntry? section = null;
        while (depth < keys.Length - 1 && map?.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, keys[depth], StringComparison.Ordinal)) is { } entry)
        {
            section = entry;
            map = entry.Value as MapNode;
            depth++;
        }

        var own = map?.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, keys[depth], StringComparison.Ordinal));
        return own is not null ? Filled(source, own, change)
            : map is { } flow && IsFlow(source, flow) ? source.Text.Insert(source.IndexOf(flow.At) + 1, Flow(keys[depth..], change.Value, flow.Entries.Count > 0))
            : section is not null ? Below(source, section, map, keys[depth..], change)
            : AtEnd(source, map, keys[depth..], change);
    }

    // A key without a value.
    private static string Filled(SourceText source, MapEntry entry, SettingEdit change)
    {
        var colon = source.Text.IndexOf(':', source.IndexOf(entry.Key.End));
        return source.Text.Insert(colon + 1, $" {change.Value}");
    }

    private static bool IsFlow(SourceText source, MapNode map) => source.Text[source.IndexOf(map.At)] == '{';

    private static string Below(SourceText source, MapEntry section, MapNode? map, string[] keys, SettingEdit change)
    {
        if (section.Value is ScalarNode { IsNull: true } nothing && nothing.At != nothing.End)
        {
            // What stands for no value, ~ or null, gives room to one.
            var (from, to) = (source.IndexOf(nothing.At), source.IndexOf(nothing.End));
            source = new(source.Text[..from].TrimEnd(' ') + source.Text[to..]);
        }

        var line = section.Key.At.Line;
        var indent = map is { Entries: [var first, ..] } ? new(' ', first.Key.At.Column - 1) : source.IndentOf(line) + Step;
        var at = source.StartOf(line + 1);
        var before = source.Text[..at];
        return before + (EndsLine(before) ? "" : source.LineEnd) + Block(keys, indent, source.LineEnd, change) + source.Text[at..];
    }

    private static string AtEnd(SourceText source, MapNode? map, string[] keys, SettingEdit change)
    {
        var indent = map is { Entries: [var first, ..] } ? new(' ', first.Key.At.Column - 1) : "";
        return source.Text + (EndsLine(source.Text) ? "" : source.LineEnd) + Block(keys, indent, source.LineEnd, change);
    }

    private static string Block(string[] keys, string indent, string lineEnd, SettingEdit change)
    {
        var lines = keys[..^1].Select((key, depth) => $"{indent}{Deeper(depth)}{key}:{lineEnd}");
        return string.Concat(lines) + $"{indent}{Deeper(keys.Length - 1)}{keys[^1]}: {change.Value}  # {change.Mark} {change.Comment}{lineEnd}";
    }

    private static string Flow(string[] keys, string value, bool isFollowed)
    {
        var text = keys[..^1].Aggregate("", (before, key) => $"{before}{key}: {{") + $"{keys[^1]}: {value}" + new string('}', keys.Length - 1);
        return isFollowed ? text + ", " : text;
    }

    private static string Deeper(int depth) => string.Concat(Enumerable.Repeat(Step, depth));

    private static bool EndsLine(string text) => text.Length == 0 || text[^1] is '\n' or '\r';
}
