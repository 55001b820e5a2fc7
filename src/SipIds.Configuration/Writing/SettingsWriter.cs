using System.Text;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;

namespace SipIds.Configuration.Writing;

/// <summary>Writes keys and values line by line, with their help as comments if it is wanted.</summary>
internal sealed class SettingsWriter(bool withHelp)
{
    private const int Width = 100;
    private const int Step = 2;

    private readonly StringBuilder _text = new();

    public string Write(IEnumerable<Member> members)
    {
        WriteAll(members, indent: 0);
        return _text.ToString();
    }

    private void WriteAll(IEnumerable<Member> members, int indent)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            if (withHelp)
            {
                WriteHelp(member, indent, isFirst);
                isFirst = false;
            }

            if (member is { Type: RecordType record, Value: { } value })
            {
                Line(indent, $"{member.Key}:");
                WriteAll(record.Members(value), indent + Step);
            }
            else
            {
                WriteValue(member, indent);
            }
        }
    }

    private void WriteHelp(Member member, int indent, bool isFirst)
    {
        if (!isFirst)
        {
            _text.Append('\n');
        }

        var help = member.Help;
        if (member.Type is not RecordType)
        {
            help += $" {Default(member)}{(member.Type.Range is { } range ? $"; allowed: {range}" : "")}.";
        }

        foreach (var line in Wrap.Lines(help, Width - indent - 2))
        {
            Line(indent, $"# {line}");
        }
    }

    private static string Default(Member member) => (member with { Value = member.Default }).Format() switch
    {
        "null" => "Default: unset",
        "{}" or "[]" or "\"\"" => "Default: none",
        var text when member.Type.FormatLines(member.Default!) is { Count: > 4 } => "Default: as below",
        var text => $"Default: {text}",
    };

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
            Line(indent + Step, item);
        }
    }

    private void Line(int indent, string line) => _text.Append(' ', indent).Append(line).Append('\n');
}
