using SipIds.Events;
using SipIds.Host.Reading;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SipIds.Host.Tuning;

/// <summary>Two replays side by side, event by event.</summary>
internal static class ReplayTable
{
    private const int MostNamed = 3;

    public static void Write(TextWriter output, ReplayLog present, ReplayLog proposed, CaptureRun run)
    {
        output.WriteLine($"Replayed: {ProposalText.Number(run.Frames)} packets, {ProposalText.Time(run.Observed)}. Alerts are what is written, packets are all that an event fired on.");
        var events = present.Events.Union(proposed.Events).OrderBy(e => e.Gid).ThenBy(e => e.Sid).ToList();
        if (events.Count == 0)
        {
            output.WriteLine("Nothing fires, neither with the present settings nor with the proposed ones.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("event", "present: alerts", "packets", "proposed: alerts", "packets", "difference", "who");
        for (var column = 1; column <= 5; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var item in events)
        {
            table.AddRow(Row(item, present.Of(item), proposed.Of(item)).Select(IRenderable (text) => new Text(text)));
        }

        TableConsole.On(output).Write(table);
    }

    private static IEnumerable<string> Row(EventDescriptor descriptor, ReplayLog.Fired present, ReplayLog.Fired proposed) =>
    [
        $"{descriptor.Name} [{descriptor.Gid}:{descriptor.Sid}]",
        ProposalText.Number(present.Alerts),
        ProposalText.Number(present.Packets),
        ProposalText.Number(proposed.Alerts),
        ProposalText.Number(proposed.Packets),
        present.Alerts == proposed.Alerts && present.Packets == proposed.Packets ? "none" : $"{Signed(proposed.Alerts - present.Alerts)} / {Signed(proposed.Packets - present.Packets)}",
        Who(present, proposed),
    ];

    // Those for whom something changes, or else the loudest.
    private static string Who(ReplayLog.Fired present, ReplayLog.Fired proposed)
    {
        var added = Names("now: ", proposed.Subjects.Where(subject => !present.Subjects.ContainsKey(subject.Key)));
        var gone = Names("no more: ", present.Subjects.Where(subject => !proposed.Subjects.ContainsKey(subject.Key)));
        var parts = new[] { added, gone }.Where(part => part.Length > 0).ToList();
        return parts.Count > 0 ? string.Join("; ", parts) : Names("", proposed.Subjects);
    }

    private static string Names(string before, IEnumerable<KeyValuePair<string, long>> subjects)
    {
        var loudest = subjects.OrderByDescending(subject => subject.Value).ThenBy(subject => subject.Key, StringComparer.Ordinal).Select(subject => Printable.Of(subject.Key)).ToList();
        var named = string.Join(", ", loudest.Take(MostNamed));
        return loudest.Count == 0 ? "" : before + named + (loudest.Count > MostNamed ? $" and {loudest.Count - MostNamed} more" : "");
    }

    private static string Signed(long difference) => difference > 0 ? $"+{ProposalText.Number(difference)}" : ProposalText.Number(difference);
}
