using System.Globalization;
using SipIds.Host.Pages;
using SipIds.Packets;

namespace SipIds.Host.Reading.Calls;

/// <summary>The list of calls as a table of text, in the columns that there is room for.</summary>
internal static class CallListText
{
    private const int MaxPartyWidth = 48;

    // Below this width calls start at a time of day, and URIs stand without what most have in common.
    private const int WidthOfDates = 160;

    private static readonly PageColumn[] s_columns =
    [
        new("start", Least: 8), new("outcome"), new("talk", Rank: 2, IsNumber: true), new("caller → callee", Least: 20), new("endpoints", Rank: 5, Least: 32),
        new("messages", Rank: 4, IsNumber: true), new("alerts", Rank: 1, IsNumber: true), new("Call-ID", Rank: 3, Least: 12),
    ];

    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="width">How wide it may be.</param>
    /// <param name="list">The calls.</param>
    /// <param name="end">When the last packet was captured.</param>
    public static void Write(Page page, int width, CallList list, Timestamp end)
    {
        var calls = list.Calls.ToList();
        page.Blank();
        if (calls.Count == 0)
        {
            page.Line("no calls");
            return;
        }

        var isWide = width >= WidthOfDates;
        PageTable.Write(page, width, s_columns, [.. calls.Select(call => Row(call, end, isWide))], row => (1, TintOf(calls[row].OutcomeAt(end))));
        if (list.LeftOut > 0)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"{list.LeftOut:#,0} more calls, for which there was no room, are left out"));
        }
    }

    private static string[] Row(ListedCall call, Timestamp end, bool isWide)
    {
        var outcome = call.OutcomeAt(end);
        return
        [
            isWide ? call.Started.ToString() : Figures.Clock(call.Started),
            outcome.HasStatus() ? $"{outcome.Word()} {call.FinalStatus}" : outcome.Word(),
            call.TalkAt(end) is { } talk ? (call.IsAdopted ? ">" : "") + Clock(talk) : "-",
            isWide ? $"{Party(call.From)} → {Party(call.To)}" : $"{User(call.From)} → {User(call.To)}",
            string.Join(" → ", call.Path),
            call.Messages.ToString("#,0", CultureInfo.InvariantCulture)
                + (call.Dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({call.Dropped:#,0} dropped)") : ""),
            call.Alerts.ToString("#,0", CultureInfo.InvariantCulture),
            Shown(call.CallId),
        ];
    }

    private static Tint TintOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered or CallOutcome.Established => Tint.Good,
        CallOutcome.Failed or CallOutcome.Dropped => Tint.Warning,
        _ => Tint.Plain,
    };

    private static string Party(string uri) => PacketText.Cut(Shown(uri), MaxPartyWidth);

    // A narrow table has no room for what most URIs have in common.
    private static string User(string uri)
    {
        var shown = Shown(uri);
        var start = shown.IndexOf(':', StringComparison.Ordinal) + 1;
        var end = shown.IndexOf('@', start);
        return PacketText.Cut(end > start ? shown[start..end] : shown[start..], MaxPartyWidth);
    }

    private static string Shown(string text) => text.Length > 0 ? Printable.Of(text) : "-";

    private static string Clock(TimeSpan talk) => talk.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)talk.TotalHours}:{talk.Minutes:00}:{talk.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{talk.Minutes}:{talk.Seconds:00}");
}
