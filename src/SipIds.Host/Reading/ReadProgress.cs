using SipIds.Capture.PcapFile;
using Spectre.Console;

namespace SipIds.Host.Reading;

/// <summary>Shows how far a capture is read, on a terminal and for captures that take a while.</summary>
internal static class ReadProgress
{
    private const long WorthShowing = 64 << 20;

    /// <summary>Calls <paramref name="readSome"/> until it says that the source has ended.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="terminal">Where alerts go, if that is a terminal.</param>
    /// <param name="readSome">Reads some frames; false when there are no more.</param>
    public static void Watch(CaptureFileSource source, TerminalStream? terminal, Func<bool> readSome)
    {
        if (terminal is not null && source.TotalBytes is >= WorthShowing and var total)
        {
            Show(source, total, terminal, readSome);
            return;
        }

        while (readSome())
        {
        }
    }

    private static void Show(CaptureFileSource source, long total, TerminalStream terminal, Func<bool> readSome)
    {
        terminal.Live = AnsiConsole.Console;
        try
        {
            AnsiConsole.Progress().AutoClear(true).Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(source.Name), maxValue: total);
                while (readSome())
                {
                    task.Value = source.BytesRead;
                }
            });
        }
        finally
        {
            terminal.Live = null;
        }
    }
}
