using SipIds.Capture.PcapFile;
using SipIds.Host.Outputs;
using SipIds.Host.Pages;
using Spectre.Console;

namespace SipIds.Host.Reading;

/// <summary>Shows how far a capture is read, on a terminal and for captures that take a while.</summary>
internal static class ReadProgress
{
    private const long WorthShowing = 64 << 20;

    /// <summary>Calls <paramref name="readSome"/> until it says that the source has ended.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="terminal">Where alerts go, if that is a terminal.</param>
    /// <param name="soFar">How much was read so far.</param>
    /// <param name="readSome">Reads some frames; false when there are no more.</param>
    public static void Watch(CaptureFileSource source, TerminalStream? terminal, Func<ReadSoFar> soFar, Func<bool> readSome)
    {
        if (terminal is not null && source.TotalBytes is >= WorthShowing and var total)
        {
            Show(source, total, terminal, soFar, readSome);
            return;
        }

        while (readSome())
        {
        }
    }

    private static void Show(CaptureFileSource source, long total, TerminalStream terminal, Func<ReadSoFar> soFar, Func<bool> readSome)
    {
        terminal.Live = AnsiConsole.Console;
        try
        {
            AnsiConsole.Progress().AutoClear(true).Columns(ColumnsFor(OutputWidth.OfText)).Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(Path.GetFileName(source.Name.Trim('\''))), maxValue: total);
                while (readSome())
                {
                    task.Value = source.BytesRead;
                    task.State.Update<ReadSoFar>(ReadColumn.Key, _ => soFar());
                }
            });
        }
        finally
        {
            terminal.Live = null;
        }
    }

    // The bar takes what the figures leave; below 60 columns there is no room for a name.
    private static ProgressColumn[] ColumnsFor(int width)
    {
        ProgressColumn[] figures = [new PercentageColumn(), new RemainingTimeColumn(), new ReadColumn()];
        var bar = new ProgressBarColumn { Width = Math.Clamp(width - 68, 6, 40) };
        return width < 60 ? [bar, .. figures] : [new TaskDescriptionColumn { Alignment = Justify.Left }, bar, .. figures];
    }
}
