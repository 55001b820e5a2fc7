using System.Globalization;
using SipIds.Packets;

namespace SipIds.Host.Reading.Calls;

/// <summary>The list of calls as a table of text.</summary>
internal static class CallListText
{
    private const int MaxPartyWidth = 48;
    private const string Gap = "  ";

    private static readonly string[] s_titles = ["start", "outcome", "talk", "caller → callee", "endpoints", "messages", "alerts", "Call-ID"];
    private static readonly bool[] s_areNumbers = [false, false, true, false, false, true, true, false];

    public static void Write(TextWriter output, CallList list, Timestamp end)
    {
        string[][] rows = [s_titles, .. list.Calls.Select(call => Row(call, end))];
        output.WriteLine();
        if (rows.Length == 1)
        {
            output.WriteLine("no calls");
            return;
        }

        var widths = s_titles.Select((_, column) => rows.Max(row => PacketText.Width(row[column]))).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join(Gap, row.Select((text, column) => Fill(text, column, widths[column]))).TrimEnd());
        }

        if (list.LeftOut > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.LeftOut:#,0} more calls, for which there was no room, are left out"));
        }
    }

    private static string[] Row(ListedCall call, Timestamp end)
    {
        var outcome = call.OutcomeAt(end);
        return
        [
            call.Started.ToString(),
            outcome.HasStatus() ? $"{outcome.Word()} {call.FinalStatus}" : outcome.Word(),
            call.TalkAt(end) is { } talk ? (call.IsAdopted ? ">" : "") + Clock(talk) : "-",
            $"{Party(call.From)} → {Party(call.To)}",
            string.Join(" → ", call.Path),
            call.Messages.ToString("#,0", CultureInfo.InvariantCulture)
                + (call.Dropped > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({call.Dropped:#,0} dropped)") : ""),
            call.Alerts.ToString("#,0", CultureInfo.InvariantCulture),
            Shown(call.CallId),
        ];
    }

    private static string Fill(string text, int column, int width)
    {
        var blanks = new string(' ', width - PacketText.Width(text));
        return s_areNumbers[column] ? blanks + text : text + blanks;
    }

    private static string Party(string uri) => PacketText.Cut(Shown(uri), MaxPartyWidth);

    private static string Shown(string text) => text.Length > 0 ? Printable.Of(text) : "-";

    private static string Clock(TimeSpan talk) => talk.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)talk.TotalHours}:{talk.Minutes:00}:{talk.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{talk.Minutes}:{talk.Seconds:00}");
}
