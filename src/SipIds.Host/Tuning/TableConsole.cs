using Spectre.Console;

namespace SipIds.Host.Tuning;

/// <summary>Makes a console of Spectre's for tables: wide where it is a file, without colours where it is no terminal.</summary>
internal static class TableConsole
{
    private const int WidthOfFile = 160;

    public static IAnsiConsole On(TextWriter output)
    {
        var isTerminal = output == Console.Out ? !Console.IsOutputRedirected : output == Console.Error && !Console.IsErrorRedirected;
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = isTerminal ? console.Profile.Width : WidthOfFile;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
