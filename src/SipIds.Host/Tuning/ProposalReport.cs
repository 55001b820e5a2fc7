using System.Globalization;
using SipIds.Host.Outputs;
using SipIds.Host.Pages;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>Proposals as a person reads them, and the file with them in it.</summary>
internal static class ProposalReport
{
    /// <summary>Writes a table of what was measured, the reason of each limit, and the file where one is asked for.</summary>
    /// <returns>Whether the file could be written, if one is asked for.</returns>
    public static bool Write(TextWriter output, ProposalRequest request, IReadOnlyList<LimitProposal> proposals, TimeSpan observed)
    {
        var width = OutputWidth.OfTablesOn(output);
        var page = new Page(output, width, output == Console.Out && TerminalStream.UsesColours);
        if (proposals.Count == 0)
        {
            page.Paragraph("Nothing was seen that a limit bounds: no new request of SIP that a running preprocessor counts.");
        }
        else
        {
            page.Paragraph(string.Create(
                CultureInfo.InvariantCulture,
                $"Measured: {ProposalText.Time(observed)}. Allowed: {request.AlarmsAWeek:0.###} false {(request.AlarmsAWeek == 1 ? "alarm" : "alarms")} a week by all limits together."));
            page.Paragraph("A window is one period of one subject; what is measured is its largest count.");
            output.WriteLine();
            ProposalTable.Write(page, width, proposals);
        }

        foreach (var proposal in proposals)
        {
            page.Blank();
            foreach (var line in ProposalText.Reason(proposal).Split('\n'))
            {
                page.Paragraph(line, indent: line.Length - line.TrimStart().Length);
            }
        }

        return request.OutputPath is null || TunedFile.TryWrite(request, proposals, output);
    }
}
