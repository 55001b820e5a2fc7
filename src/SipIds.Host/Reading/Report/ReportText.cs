using SipIds.Events;
using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>The answer to what a person asks of a capture: who attacked whom, with what, did it succeed, what is to be done; then the alerts by event.</summary>
internal sealed class ReportText
{
    private const int MostBlocks = 4;
    private const int MostLines = 8;

    private static readonly PageColumn[] s_others =
    [
        new("also", Least: 16), new("alerts", IsNumber: true), new("with", Least: 12), new("succeeded", Rank: 1),
    ];

    private static readonly PageColumn[] s_events =
    [
        new("alerts", IsNumber: true), new("severity"), new("event"), new("id", Rank: 3), new("last of them", Rank: 2, Least: 24), new("packet", Rank: 1, IsNumber: true),
    ];

    private readonly Page _page;
    private readonly Findings _findings;
    private readonly AlertFilter _filter;
    private readonly IReadOnlyList<Attack> _attacks;

    /// <param name="page">Where it is written.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="filter">Which alerts were asked for.</param>
    public ReportText(Page page, Findings findings, AlertFilter filter)
    {
        _page = page;
        _findings = findings;
        _filter = filter;
        _attacks = Attack.Of(findings.Accused);
    }

    /// <summary>How many alerts were asked for and raised.</summary>
    public long Alerts => _findings.Alerts;

    /// <summary>Whether there were attacks, in a line.</summary>
    public (string Text, Tint Tint) Headline => ReportHeadline.Of(_attacks, _findings, _filter);

    /// <summary>All of it.</summary>
    public void Write()
    {
        _page.Paragraph(Headline.Text, Headline.Tint);
        if (_findings.Others > 0)
        {
            _page.Paragraph($"{Counted(_findings.Others, "other alert was", "other alerts were")} not asked for.");
        }

        foreach (var attack in _attacks.Take(MostBlocks))
        {
            Write(attack);
        }

        WriteOthers([.. _attacks.Skip(MostBlocks)]);
        WriteEvents();
    }

    private void Write(Attack attack)
    {
        _page.Blank();
        _page.Paragraph(attack.Title, Tint.Strong);
        _page.Field("with", attack.Means, indent: 2);
        if (!attack.IsUnattributed)
        {
            _page.Field("result", attack.Outcome.Text, attack.Outcome.HasSucceeded ? Tint.Bad : Tint.Plain, indent: 2);
        }

        var label = "do";
        foreach (var advice in Advice.For(attack))
        {
            _page.Field(label, advice.Text, indent: 2);
            if (advice.Command.Length > 0)
            {
                // It is copied: whole, and alone.
                _page.Line(new string(' ', Page.LabelWidth) + advice.Command);
            }

            label = "";
        }
    }

    private void WriteOthers(List<Attack> others)
    {
        if (others.Count == 0)
        {
            return;
        }

        _page.Blank();
        PageTable.Write(_page, _page.Width, s_others, [.. others.Take(MostLines).Select(a => new[] { a.Who, Figures.Number(a.Alerts), a.Means, a.Outcome.HasSucceeded ? "YES" : "no" })]);
        if (others.Count > MostLines)
        {
            _page.Paragraph($"and {Counted(others.Count - MostLines, "more", "more")}; --all shows each alert, --eve writes them to a file");
        }
    }

    private void WriteEvents()
    {
        var groups = _findings.Events.All;
        if (groups.Count == 0)
        {
            return;
        }

        _page.Blank();
        PageTable.Write(
            _page,
            _page.Width,
            s_events,
            [.. groups.Select(g => new[] { Figures.Number(g.Alerts), Word(g.Severity), g.Event.Name, $"{g.Event.Gid}:{g.Event.Sid}", g.Detail.Length > 0 ? g.Detail : g.Event.Title, g.Last.Text })],
            row => (1, TintOf(groups[row].Severity)));
    }

    private static string Counted(long count, string one, string many) => $"{Figures.Number(count)} {(count == 1 ? one : many)}";

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private static Tint TintOf(Severity severity) => severity switch
    {
        Severity.High => Tint.Bad,
        Severity.Medium => Tint.Warning,
        _ => Tint.Faint,
    };
}
