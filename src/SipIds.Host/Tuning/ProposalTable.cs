using SipIds.Host.Pages;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>What was measured and is proposed, a row for each quantity.</summary>
internal static class ProposalTable
{
    private const int ProposedColumn = 9;

    private static readonly PageColumn[] s_columns =
    [
        new("setting"), new("counted for"), new("windows", Rank: 5, IsNumber: true), new("median", Rank: 6, IsNumber: true), new("99.9 %", Rank: 4, IsNumber: true),
        new("max", Rank: 1, IsNumber: true), new("distribution", Rank: 8), new("present", IsNumber: true), new("alarms/week", Rank: 7, IsNumber: true),
        new("proposed", IsNumber: true), new("alarms/week", Rank: 3, IsNumber: true),
    ];

    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="width">How wide it may be.</param>
    /// <param name="proposals">The proposals.</param>
    public static void Write(Page page, int width, IReadOnlyList<LimitProposal> proposals)
    {
        var rows = proposals.SelectMany(p => p.Quantities.Select((quantity, row) => (Cells: Row(p, quantity, isFirst: row == 0), Changes: row == 0 && p.Proposed != p.Present))).ToList();
        PageTable.Write(page, width, s_columns, [.. rows.Select(row => row.Cells)], row => (ProposedColumn, rows[row].Changes ? Tint.Strong : Tint.Plain));
    }

    private static string[] Row(LimitProposal proposal, QuantityProposal quantity, bool isFirst)
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
