using System.CommandLine;
using System.CommandLine.Parsing;
using SipIds.Host.Discovery;
using SipIds.Host.Settings;
using SipIds.Host.Tuning;

namespace SipIds.Host.Commands;

/// <summary><c>sipids discover</c>: what the traffic says of the network, as proposals for <c>sipcnf.yaml</c>.</summary>
internal static class DiscoverCommand
{
    private const string Description =
        """
        Look at real traffic and propose what a sensor has to know of the network, each with what speaks for it:
        proxies, trunks, monitors, ports, what is behind which interface; and what the mirror port shows and what it does not.

        Examples:
          sipids discover hour.pcap                      what is there, and what to set
          sipids discover hour.pcap -o sipcnf.yaml       and put what is sure or likely into the file
          sipids discover inside.pcap outside.pcap       captures of the same time are of different interfaces
          sipids discover -i eth0 --for 10m              the same on live traffic
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("capture") { Description = "Captures to look at, read as one; - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        var watched = new WatchOptions();
        var duration = new Option<string?>("--for") { Description = "How long interfaces are watched; without it until Ctrl-C.", HelpName = "10m" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the configuration with the proposals in it, everything else as it stands in the file of -c, or in this one where it is there; - for standard output.",
            HelpName = "sipcnf.yaml",
        };
        files.Validators.Add(PathRules.RefuseEmpty);
        files.Validators.Add(PathRules.RefuseOptions);
        output.Validators.Add(PathRules.RefuseEmpty);
        duration.Validators.Add(RefuseNoTime);
        var settings = new SettingsOptions();
        var command = new Command("discover", Description) { files };
        watched.AddTo(command);
        command.Add(duration);
        settings.AddTo(command);
        command.Add(output);
        command.Validators.Add(result => CheckCombination(result, files, watched, duration));
        command.SetAction(parsed => Run(settings.SourceOf(parsed), new()
        {
            Source = null!,
            Sensor = null!,
            Files = parsed.GetValue(files)!,
            Watched = watched.Of(parsed),
            Duration = LearnTime.Parse(parsed.GetValue(duration)),
            OutputPath = parsed.GetValue(output),
        }));
        return command;
    }

    private static int Run(SettingsSource source, DiscoveryRequest request)
    {
        source = source with { Path = source.Path ?? (request.OutputPath is { } path and not "-" && File.Exists(path) ? path : null) };
        return source.Load() is { } sensor ? DiscoveryRun.Execute(request with { Source = source, Sensor = sensor }) : ExitCode.Usage;
    }

    private static void CheckCombination(CommandResult result, Argument<string[]> files, WatchOptions watched, Option duration)
    {
        var reads = result.GetResult(files)?.Tokens.Count > 0;
        var watches = watched.AreUsed(result);
        if (reads == watches)
        {
            result.AddError(reads ? "Captures are looked at, or interfaces with -i; not both at once." : "Name captures to look at, or an interface with -i.");
        }
        else if (reads && result.GetResult(duration) is not null)
        {
            result.AddError("--for is for -i; a capture is read to its end.");
        }
    }

    private static void RefuseNoTime(OptionResult duration)
    {
        if (duration.Tokens is [var time] && LearnTime.Parse(time.Value) is null)
        {
            duration.AddError($"'{time.Value}' is no time; write one such as 10m or 2h.");
        }
    }
}
