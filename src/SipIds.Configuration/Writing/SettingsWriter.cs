using System.Reflection;
using System.Text;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;
using SipIds.Settings;

namespace SipIds.Configuration.Writing;

/// <summary>Writes keys and values line by line, with their help as comments if it is wanted.</summary>
internal sealed class SettingsWriter(bool withHelp)
{
    private const int Width = 100;
    private const int Step = 2;

    private readonly StringBuilder _text = new();

    // What was explained once is not explained again: the settings of each file of a log, say.
    private readonly HashSet<(string Help, string Facts)> _explained = [];

    public string Write(IEnumerable<Member> members)
    {
        if (!withHelp)
        {
            WriteAll(members, indent: 0, inRestart: false);
            return _text.ToString();
        }

        Comment(0, Wrap.Text(FileIntroduction.Text, Width - 2));
        foreach (var group in members.GroupBy(member => member.Setting.Group))
        {
            WriteHeading(group.Key);
            WriteAll(group, indent: 0, inRestart: false);
        }

        return _text.ToString();
    }

    private void WriteHeading(SettingGroup group)
    {
        var heading = typeof(SettingGroup).GetField(group.ToString())!.GetCustomAttribute<SettingGroupAttribute>()!;
        _text.Append("\n\n");
        Line(0, $"# ── {heading.Title} ".PadRight(Width, '─'));
        if (heading.Introduction.Length > 0)
        {
            Comment(0, ["", .. Wrap.Text(heading.Introduction, Width - 2)]);
        }

        _text.Append('\n');
    }

    private void WriteAll(IEnumerable<Member> members, int indent, bool inRestart)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            if (withHelp)
            {
                WriteHelp(member, indent, inRestart, isFirst);
                isFirst = false;
            }

            if (member is { Type: RecordType record, Value: { } value })
            {
                Line(indent, $"{member.Key}:");
                WriteAll(record.Members(value), indent + Step, inRestart || member.Setting.NeedsRestart);
            }
            else
            {
                WriteValue(member, indent);
            }
        }
    }

    private void WriteHelp(Member member, int indent, bool inRestart, bool isFirst)
    {
        var facts = Words.Facts(member, member.Setting.NeedsRestart && !inRestart);
        var isNew = _explained.Add((member.Setting.Help, facts));
        _text.Append(!isFirst && (isNew || indent == 0) ? "\n" : "");
        if (isNew)
        {
            var width = Width - indent - 2;
            var isSection = member.Type is RecordType;
            Comment(indent, Wrap.Lines(isSection ? $"{Words.Help(member)} {facts}".TrimEnd() : Words.Help(member), width));
            Comment(indent, Words.ExampleLines(member).Select(line => $"  {line}"));
            WriteChoices(member.Type.Choices, indent, width);
            Comment(indent, isSection ? [] : Wrap.Lines(facts, width));
        }
    }

    private void WriteChoices(IReadOnlyList<(string Name, string Help)> choices, int indent, int width)
    {
        var column = choices.Count == 0 ? 0 : choices.Max(choice => choice.Name.Length) + 5;
        foreach (var (name, meaning) in choices)
        {
            var lines = Wrap.Lines(meaning, width - column);
            Comment(indent, lines.Select((line, index) => (index == 0 ? $"  {name}" : "").PadRight(column) + line));
        }
    }

    private void WriteValue(Member member, int indent)
    {
        var line = $"{member.Key}: {member.Format()}";
        if (indent + line.Length <= Width || member.Value is null || member.Type.FormatLines(member.Value) is not { Count: > 0 } lines)
        {
            Line(indent, line);
            return;
        }

        Line(indent, $"{member.Key}:");
        foreach (var item in lines)
        {
            Comment(indent + Step, withHelp && RemarkOn(item, member) is { } remark ? Wrap.Lines(remark, Width - indent - Step - 2) : []);
            Line(indent + Step, item);
        }
    }

    // The line is an entry of a list: - "+216"
    private static string? RemarkOn(string line, Member member)
    {
        var entry = $"{line.TrimStart('-', ' ').Trim('"')}: ";
        return Array.Find(member.Setting.Remarks, remark => remark.StartsWith(entry, StringComparison.Ordinal))?[entry.Length..];
    }

    private void Comment(int indent, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(indent, $"# {line}".TrimEnd());
        }
    }

    private void Line(int indent, string line) => _text.Append(' ', indent).Append(line).Append('\n');
}
