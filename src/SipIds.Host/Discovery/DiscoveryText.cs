using SipIds.Host.Pages;

namespace SipIds.Host.Discovery;

/// <summary>What was found, for a person: what to set, who was left out, what there is to know.</summary>
internal sealed class DiscoveryText(Page page)
{
    private const int Gap = 2;
    private const int NarrowestSentence = 44;
    private const int Indent = 2;
    private const int DeepIndent = 6;

    public void Write(Discoveries found)
    {
        page.Paragraph(found.Seen);
        Head("Proposals");
        if (found.Proposals.Count == 0)
        {
            page.Paragraph("None: nothing was seen that a setting would have to name.", indent: Indent);
        }
        else
        {
            WriteProposals(found.Proposals);
        }

        WriteRemarks("Left out", found.LeftOut);
        WriteRemarks("Your network", found.Network);
        WriteRemarks("What the source shows", found.Source);
        WriteRemarks("Looked for and not seen", found.Missing);
    }

    private void Head(string title)
    {
        page.Blank();
        page.Paragraph(title, Tint.Strong);
    }

    private void WriteProposals(IReadOnlyList<Proposal> proposals)
    {
        var value = proposals.Max(proposal => PacketText.Width(proposal.Value));
        var setting = proposals.Max(proposal => proposal.Setting.Length);
        var word = proposals.Max(proposal => WordOf(proposal.Confidence).Length);
        var before = Indent + setting + Gap + value + Gap + word + Gap;
        var isTable = page.Width - before >= NarrowestSentence;
        if (isTable)
        {
            page.Line(page.Dyed($"{new(' ', Indent)}{"setting".PadRight(Math.Max(setting, 7) + Gap)}{"value".PadRight(Math.Max(value, 5) + Gap)}{"is".PadRight(word + Gap)}because", Tint.Dim));
        }

        var last = "";
        foreach (var proposal in proposals)
        {
            if (isTable)
            {
                WriteRow(proposal, proposal.Setting == last ? "" : proposal.Setting, (Math.Max(setting, 7), Math.Max(value, 5), word));
            }
            else
            {
                WriteBlock(proposal);
            }

            last = proposal.Setting;
        }
    }

    private void WriteRow(Proposal proposal, string setting, (int Setting, int Value, int Word) widths)
    {
        var head = $"{new(' ', Indent)}{setting.PadRight(widths.Setting + Gap)}{Padded(proposal.Value, widths.Value + Gap)}";
        var word = page.Dyed(WordOf(proposal.Confidence), TintOf(proposal.Confidence)) + new string(' ', widths.Word - WordOf(proposal.Confidence).Length + Gap);
        var margin = Indent + widths.Setting + Gap + widths.Value + Gap + widths.Word + Gap;
        foreach (var line in Page.Wrap(proposal.Evidence, page.Width - margin))
        {
            page.Line(head + word + line);
            head = new(' ', margin);
            word = "";
        }
    }

    // A value wider than the line is as it is: it is to be copied.
    private void WriteBlock(Proposal proposal)
    {
        page.Line($"{new(' ', Indent)}{proposal.Setting}: {proposal.Value}  {page.Dyed(WordOf(proposal.Confidence), TintOf(proposal.Confidence))}");
        page.Paragraph(proposal.Evidence, indent: DeepIndent);
    }

    private void WriteRemarks(string title, IReadOnlyList<Remark> remarks)
    {
        if (remarks.Count == 0)
        {
            return;
        }

        Head(title);
        var margin = remarks.Max(remark => PacketText.Width(remark.Subject)) + Indent + Gap;
        foreach (var remark in remarks)
        {
            var isBeside = page.Width - margin >= NarrowestSentence;
            var head = isBeside ? Padded(new string(' ', Indent) + remark.Subject, margin) : "";
            if (!isBeside)
            {
                page.Line(new string(' ', Indent) + remark.Subject);
            }

            var indent = isBeside ? margin : DeepIndent;
            foreach (var line in Page.Wrap(remark.Text, page.Width - indent))
            {
                page.Line((head.Length > 0 ? head : new string(' ', indent)) + line);
                head = "";
            }
        }
    }

    private static string Padded(string text, int width) => text + new string(' ', Math.Max(width - PacketText.Width(text), 0));

    private static string WordOf(Confidence confidence) => confidence switch
    {
        Confidence.Strong => "sure",
        Confidence.Fair => "likely",
        Confidence.Weak => "a hint",
        _ => "set already",
    };

    private static Tint TintOf(Confidence confidence) => confidence switch
    {
        Confidence.Strong or Confidence.Present => Tint.Good,
        Confidence.Fair => Tint.Warning,
        _ => Tint.Dim,
    };
}
