using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SipIds.Host.Pages;
using SipIds.Host.Reading.Show;

namespace SipIds.Host.Commands;

/// <summary><c>sipids show</c>: messages of a capture as they were sent.</summary>
internal static class ShowCommand
{
    private const int MostInARow = 100_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A pcap or pcapng file, plain or gzipped; - for standard input." };
        file.Validators.Add(PathRules.RefuseEmpty);
        file.Validators.Add(PathRules.RefuseOptions);
        var numbers = new Argument<string[]>("number") { Description = "The packets, as numbered in the capture from 1; 5-9 for several in a row.", Arity = ArgumentArity.ZeroOrMore };
        numbers.Validators.Add(RefuseOtherThanNumbers);
        var call = new Option<string?>("--call") { Description = "The messages with this Call-ID, instead of packets; its beginning is enough.", HelpName = "call-id" };
        var settings = new SettingsOptions();

        var command = new Command("show", "Show messages of a capture as they were sent, headers and bodies, with the alerts that they raised.") { file, numbers, call };
        settings.AddTo(command);
        command.Validators.Add(result =>
        {
            var isCall = result.GetResult(call)?.Tokens is [{ Value: not "" }];
            if (isCall == (result.GetResult(numbers)?.Tokens.Count > 0))
            {
                result.AddError("Say which packets to show, or with --call which call: sipids show capture.pcap 474");
            }
        });
        command.SetAction(parsed => settings.Load(parsed) is { } sensor
            ? ShowRun.Execute(parsed.GetValue(file)!, [.. parsed.GetValue(numbers)!.SelectMany(NumbersOf)], parsed.GetValue(call), sensor)
            : ExitCode.Usage);
        return command;
    }

    private static void RefuseOtherThanNumbers(ArgumentResult numbers)
    {
        foreach (var token in numbers.Tokens)
        {
            if (!TryParse(token.Value, out var first, out var last))
            {
                numbers.AddError($"'{token.Value}' is no number of a packet; write 474, or 5-9 for several.");
            }
            else if (last - first >= MostInARow)
            {
                numbers.AddError($"'{token.Value}' are too many packets to show; {Figures.Number(MostInARow)} in a row are the most.");
            }
        }
    }

    private static IEnumerable<long> NumbersOf(string text) =>
        TryParse(text, out var first, out var last) && last - first < MostInARow ? Enumerable.Range(0, (int)(last - first) + 1).Select(offset => first + offset) : [];

    private static bool TryParse(string text, out long first, out long last)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        last = 0;
        var isNumber = long.TryParse(dash < 0 ? text : text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out first) && first > 0;
        return isNumber && long.TryParse(dash < 0 ? text : text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out last) && last >= first;
    }
}
