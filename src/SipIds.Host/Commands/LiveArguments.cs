using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using SipIds.Host.Live;
using SipIds.Host.Tuning;

namespace SipIds.Host.Commands;

/// <summary>What <c>ids</c> and <c>ips</c> have in common: settings, outputs, and the way to a live run.</summary>
internal sealed class LiveArguments
{
    private readonly SettingsOptions _settings = new();
    private readonly OutputOptions _outputs = new();
    private readonly ProposalOptions _proposals = new();
    private readonly Option<string?> _learn = new("--learn")
    {
        Description = "Measure limits for so long, as tune does with a capture, then say them and write them to -o. Nothing that runs is changed.",
        HelpName = "7d",
    };

    public void AddTo(Command command)
    {
        _settings.AddTo(command);
        _outputs.AddTo(command);
        _learn.Validators.Add(RefuseNoTime);
        command.Add(_learn);
        _proposals.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_learn) is null && _proposals.IsUsed(result))
            {
                result.AddError("-o, --false-alarms and --keep-outliers are for --learn.");
            }
        });
    }

    /// <summary>Runs on the sources that the command has chosen.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inline">Whether verdicts are applied.</param>
    /// <param name="choose">Adds the sources to what is known already; null after it was said what is wrong with them.</param>
    public int Run(ParseResult parsed, bool inline, Func<LiveRequest, LiveRequest?> choose)
    {
        using var signals = new RunSignals(PosixSignalRegistration.Create);
        var source = _settings.SourceOf(parsed);
        if (source.Load() is not { } sensor)
        {
            return ExitCode.Usage;
        }

        if (parsed.GetValue(_learn) is not null && source.Path is { } path && _proposals.Writes(parsed, path))
        {
            // A run reads its file again when it changes.
            Console.Error.WriteLine($"sipids: '{path}' is what this run goes by, and nothing changes that by itself; write the proposals to another file.");
            return ExitCode.Usage;
        }

        var host = new LiveHost { Signals = signals };
        var request = choose(new()
        {
            Learning = LearnTime.Parse(parsed.GetValue(_learn)) is { } time ? new(_proposals.Of(parsed, source, sensor), time, host.Errors) : null,
            Source = source,
            Sensor = sensor,
            Outputs = _outputs.Of(parsed),
            Inline = inline,
            Sources = [],
        });
        return request is null ? ExitCode.Usage : LiveRun.Execute(request, host);
    }

    private static void RefuseNoTime(OptionResult learn)
    {
        if (learn.Tokens is [var time] && LearnTime.Parse(time.Value) is null)
        {
            learn.AddError($"'{time.Value}' is no time to learn for; write one such as 7d or 12h.");
        }
    }
}
