using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using SipIds.Configuration;
using SipIds.Pipeline;

namespace SipIds.Host.Commands;

/// <summary>The command line as a whole.</summary>
internal static class SipIdsCommand
{
    private const string Description =
        """
        SipIds: intrusion detection and prevention for SIP and VoIP.

        Examples:
          sipids read capture.pcap                         who attacked whom, and a summary
          sipids read capture.pcap --all                   each alert, too
          sipids show capture.pcap 474                     a message as it was sent
          sipids read capture.pcap --eve alerts.json       alerts as EVE JSON, too
          sipids read capture.pcap --calls                 the calls, one a line
          sipids read capture.pcap --call 3194129601       one call as a ladder of messages
          tcpdump -w - port 5060 | sipids read -           from another program
          sipids read capture.pcap --set calls=30          with another threshold
          sipids ids -i eth0 -c sipcnf.yaml                watch a mirror port
          sipids ips --bridge eth1:eth2 -c sipcnf.yaml     stand between two interfaces, and drop
          sipids ips --queue 0 --install-rules             the same behind this host's firewall
          sipids discover hour.pcap -o sipcnf.yaml         proxies, trunks, monitors: what is there
          sipids tune week.pcap -o sipcnf.yaml             limits from your own traffic
          sipids config check sipcnf.yaml                  is the configuration right?
          sipids events spit-caller                        what an event means
          sipids plugins check Acme.TollFraud.dll          what a plugin is, and what is wrong with it

        Exit status: 0 done; 1 done, but read lost alerts because an output could not be written;
        2 bad usage or configuration, or no such call; 3 an input could not be read, or an interface or
        queue not be opened; 4 a live run ended itself because it hung.
        """;

    public static int Run(string[] arguments)
    {
        var root = new RootCommand(Description)
        {
            ReadCommand.Create(), ShowCommand.Create(), IdsCommand.Create(), IpsCommand.Create(), DiscoverCommand.Create(), TuneCommand.Create(), ConfigCommand.Create(), EventsCommand.Create(), PluginsCommand.Create(),
        };
        if (arguments.Length == 0)
        {
            _ = Invoke(root.Parse(["--help"]));
            return ExitCode.Usage;
        }

        var result = root.Parse(arguments);
        return result.Errors.Count > 0 && result.Action is not HelpAction ? Explain(result) : Invoke(result);
    }

    // A command writes to standard output, which may be full or closed; everything else that can fail is caught where it is done.
    private static int Invoke(ParseResult result)
    {
        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"sipids: standard output cannot be written: {fault.InnerException?.Message ?? fault.Message}");
            return ExitCode.OutputLost;
        }
        catch (UnknownEventException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return ExitCode.Usage;
        }
    }

    private static string Near(string unknown, Command command) =>
        NearestName.Of(unknown, [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)]) is { } meant ? $"; did you mean '{meant}'?" : ".";

    private static int Explain(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens is [var unknown, ..])
        {
            var path = PathOf(result.CommandResult, command);
            Console.Error.WriteLine(command.Arguments.Count > 0 && !unknown.StartsWith('-')
                ? $"sipids: '{unknown}' is one too many for '{path}'."
                : $"sipids: '{unknown}' is no command or option of '{path}'{Near(unknown, command)}");
        }
        else
        {
            foreach (var error in result.Errors)
            {
                Console.Error.WriteLine($"sipids: {error.Message}");
            }
        }

        Console.Error.WriteLine($"Try '{PathOf(result.CommandResult, command)} --help'.");
        return ExitCode.Usage;
    }

    private static string PathOf(CommandResult result, Command command) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent, parent.Command)} {command.Name}" : "sipids";
}
