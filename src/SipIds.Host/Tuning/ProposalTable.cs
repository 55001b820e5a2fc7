using SipIds.Host.Reading;
using SipIds.Preprocessors.Tuning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SipIds.Host.Tuning;

/// <summary>What was measured and is proposed, a row for each quantity.</summary>
internal static class ProposalTable
{
    private static readonly int[] s_numbers = [2, 3, 4, 5, 7, 8, 9, 10];

    public static void Write(TextWriter output, IReadOnlyList<LimitProposal> proposals)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("limit", "counted for", "windows", "median", "99.9 %", "max", "distribution", "present", "alarms/week", "proposed", "alarms/week");
        foreach (var column in s_numbers)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var proposal in proposals)
        {
            for (var row = 0; row < proposal.Quantities.Count; row++)
            {
                table.AddRow(Row(proposal, proposal.Quantities[row], isFirst: row == 0).Select(IRenderable (text) => new Text(text)));
            }
        }

        TableConsole.On(output).Write(table);
    }

    private static IEnumerable<string> Row(LimitProposal proposal, QuantityProposal quantity, bool isFirst)
    {
        var windows = quantity.Ordinary;
        return
        [
            isFirst ? proposal.Setting : "",
            Printable.Of(quantity.Measured.Quantity.Subject),
            ProposalText.Number(windows.Total),
            ProposalText.Number(windows.Quantile(0.5)),
            ProposalText.Number(windows.Quantile(0.999)),
            ProposalText.Number(windows.Max),
            Spark.Of(windows),
            isFirst ? ProposalText.Number(proposal.Present) : "",
            ProposalText.Rate(quantity.AlarmsAWeek(proposal.Present)),
            isFirst ? (proposal.Proposed == proposal.Present ? "keep" : ProposalText.Number(proposal.Proposed)) : "",
            ProposalText.Rate(quantity.AlarmsAWeek(proposal.Proposed)),
        ];
    }
}
