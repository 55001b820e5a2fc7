using SipIds.Configuration.Editing;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration;

/// <summary>Changes single settings in the text of a <c>sipcnf.yaml</c> and leaves everything else as it stands there: comments, order, blanks, line ends.</summary>
public static class SipcnfEditor
{
    /// <summary>What a comment begins with where <see cref="SettingEdit.Mark"/> says nothing else.</summary>
    public const string CommentMark = "tune:";

    /// <summary>The text with the changes. Settings that it does not have are added.</summary>
    /// <param name="text">A text without faults.</param>
    /// <param name="changes">The changes.</param>
    /// <exception cref="FormatException">The text is written in a way that cannot be changed in place; the message is a sentence.</exception>
    public static string Change(string text, IReadOnlyList<SettingEdit> changes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(changes);
        var mark = text.StartsWith('\uFEFF') ? "\uFEFF" : "";
        var changed = changes.Aggregate(text[mark.Length..], Change);
        foreach (var change in changes)
        {
            if (!IsIn(Find(Read(changed, change), change.Path.Split('.')), change))
            {
                throw Unchangeable(change);
            }
        }

        return mark + changed;
    }

    private static string Change(string text, SettingEdit change)
    {
        var keys = change.Path.Split('.');
        var lines = new SourceText(text);
        var root = Read(text, change);
        return Find(root, keys) switch
        {
            ScalarNode { IsNull: false } single when change.Added is { } added => Extended.In(lines, single, added, change),
            ScalarNode same when string.Equals(same.Text, change.Value, StringComparison.Ordinal) => text,
            ScalarNode node when node.At != node.End => Replaced.In(lines, node, change),
            ListNode list when change.Added is { } added => Extended.In(lines, list, added, change),
            MapNode { Entries: [] } map when map.At.Line == map.End.Line => Replaced.In(lines, map, change),
            null or ScalarNode => Inserted.In(lines, root, keys, change),
            _ => throw Unchangeable(change),
        };
    }

    private static bool IsIn(Node? node, SettingEdit change) => node switch
    {
        ScalarNode scalar => string.Equals(scalar.Text, change.Value, StringComparison.Ordinal),
        ListNode list => change.Added is { } added && added.All(entry => Extended.Has(list, entry)),
        MapNode map => change.Value is ['{', ..] && map.Entries.Count > 0,
        _ => false,
    };

    private static Node? Read(string text, SettingEdit change)
    {
        var faults = new FaultList("", true);
        var root = NodeReader.Read(text, faults);
        return faults.InOrder().Any() ? throw Unchangeable(change) : root;
    }

    private static Node? Find(Node? node, IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            node = (node as MapNode)?.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal))?.Value;
        }

        return node;
    }

    private static FormatException Unchangeable(SettingEdit change) =>
        new($"'{change.Path}' cannot be changed in this file without rewriting it; write '{change.Path}: {change.Value}' by hand.");
}
