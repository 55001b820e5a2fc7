using System.Globalization;

namespace SipIds.Host.Pages;

/// <summary>How wide what is written for a person may be: as wide as the terminal, or what <c>COLUMNS</c> says of one that is not there.</summary>
internal static class OutputWidth
{
    private const int OfPipedText = 120;

    // A terminal of fewer columns wraps.
    private const int Narrowest = 40;

    /// <summary>The width of text; 120 in a pipe or file.</summary>
    public static int OfText => Known ?? OfPipedText;

    /// <summary>The width of tables; without a bound in a pipe or file, where nothing is to be lost.</summary>
    public static int OfTables => Known ?? int.MaxValue;

    /// <summary>The width of tables on a writer: those of standard output and standard error, and no bound for others.</summary>
    public static int OfTablesOn(TextWriter output) =>
        output == Console.Out ? OfTables
        : output == Console.Error && !Console.IsErrorRedirected && Console.WindowWidth > 0 ? Math.Max(Console.WindowWidth, Narrowest)
        : int.MaxValue;

    private static int? Known =>
        !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Math.Max(Console.WindowWidth, Narrowest)
        : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0 ? Math.Max(columns, Narrowest)
        : null;
}
