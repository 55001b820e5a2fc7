using SipIds.Events;
using SipIds.Host.Pages;

namespace SipIds.Host.Tuning;

/// <summary>Two replays side by side, event by event.</summary>
internal static class ReplayTable
{
    private const int MostNamed = 3;

    private static readonly PageColumn[] s_columns =
    [
        new("event"), new("present", IsNumber: true), new("packets", Rank: 3, IsNumber: true), new("proposed", IsNumber: true),
        new("packets", Rank: 4, IsNumber: true), new("difference", Rank: 1, IsNumber: true), new("who", Rank: 2, Least: 16),
    ];

    public static void Write(TextWriter output, ReplayLog present, ReplayLog proposed, CaptureRun run)
    {
        output.WriteLine($"Replayed: {ProposalText.Number(run.Frames)} packets, {ProposalText.Time(run.Observed)}. Present and proposed are the alerts that are written, packets all that an event fired on.");
        var events = present.Events.Union(proposed.Events).OrderBy(e => e.Gid).ThenBy(e => e.Sid).ToList();
        if (events.Count == 0)
        {
            output.WriteLine("Nothing fires, neither with the present settings nor with the proposed ones.");
            return;
        }

        PageTable.Write(Page.OnStandardOutput(output), OutputWidth.OfTablesOn(output), s_columns, [.. events.Select(item => Row(item, present.Of(item), proposed.Of(item)))]);
    }

    private static string[] Row(EventDescriptor descriptor, ReplayLog.Fired present, ReplayLog.Fired proposed) =>
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
