using System.CommandLine;
using System.CommandLine.Parsing;
using SipIds.Host.Tuning;

namespace SipIds.Host.Commands;

/// <summary><c>sipids tune</c>: limits from measured traffic, and what other limits would have changed.</summary>
internal static class TuneCommand
{
    private const string Description =
        """
        Measure real traffic and propose each limit of sipcnf.yaml with its reason, or replay a capture with other limits.

        Examples:
          sipids tune week.pcap                            what is counted, and a limit for each
          sipids tune week.pcap -o sipcnf.yaml             and put the proposals into the file
          sipids tune --replay day.pcap --set calls=30     what would have fired with another limit
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("capture") { Description = "Captures to measure, read as one; - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        files.Validators.Add(PathRules.RefuseEmpty);
        files.Validators.Add(PathRules.RefuseOptions);
        var settings = new SettingsOptions();
        var proposals = new ProposalOptions();
        var replay = new Option<string[]>("--replay") { Description = "Replay captures with the present limits and with those of --set, and compare what fires.", HelpName = "capture", DefaultValueFactory = _ => [] };
        replay.Validators.Add(PathRules.RefuseEmpty);

        var command = new Command("tune", Description) { files };
        settings.AddTo(command);
        proposals.AddTo(command);
        command.Add(replay);
        command.Validators.Add(result => CheckCombination(result, files, replay, proposals.Output));
        command.SetAction(parsed => parsed.GetValue(replay) is { Length: > 0 } captures
            ? Replay(captures, settings, parsed)
            : Measure(parsed.GetValue(files)!, settings, proposals, parsed));
        return command;
    }

    private static int Measure(string[] files, SettingsOptions settings, ProposalOptions proposals, ParseResult parsed)
    {
        var source = settings.SourceOf(parsed);
        source = source with { Path = source.Path ?? proposals.PresentFile(parsed) };
        return source.Load() is { } sensor
            ? MeasureRun.Execute(files, proposals.Of(parsed, source, sensor))
            : ExitCode.Usage;
    }

    private static int Replay(string[] files, SettingsOptions settings, ParseResult parsed)
    {
        var source = settings.SourceOf(parsed);
        if (source.Overrides.Count == 0)
        {
            Console.Error.WriteLine("sipids: --replay compares the present limits with others; name them, such as --set calls=30.");
            return ExitCode.Usage;
        }

        var present = (source with { Overrides = [] }).Load();
        var proposed = present is null ? null : source.Load();
        return present is null || proposed is null ? ExitCode.Usage : ReplayRun.Execute(files, present, proposed);
    }

    private static void CheckCombination(CommandResult result, Argument<string[]> files, Option<string[]> replay, Option output)
    {
        var measures = result.GetResult(files)?.Tokens.Count > 0;
        var replays = result.GetResult(replay)?.Tokens.Count > 0;
        if (measures == replays)
        {
            result.AddError(measures ? "A capture is measured, or it is replayed with --replay; not both at once." : "Name captures to measure, or one to replay with --replay.");
        }
        else if (replays && result.GetResult(output) is not null)
        {
            result.AddError("--replay proposes nothing that -o could write.");
        }
    }
}
