using System.CommandLine;
using SipIds.Host.Live;

namespace SipIds.Host.Commands;

/// <summary>What <c>ids</c> and <c>ips</c> have in common: settings, outputs, and the way to a live run.</summary>
internal sealed class LiveArguments
{
    private readonly SettingsOptions _settings = new();
    private readonly OutputOptions _outputs = new();

    public void AddTo(Command command)
    {
        _settings.AddTo(command);
        _outputs.AddTo(command);
    }

    /// <summary>Runs on the sources that the command has chosen.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="inline">Whether verdicts are applied.</param>
    /// <param name="choose">Adds the sources to what is known already.</param>
    public int Run(ParseResult parsed, bool inline, Func<LiveRequest, LiveRequest> choose)
    {
        var source = _settings.SourceOf(parsed);
        if (source.Load() is not { } sensor)
        {
            return ExitCode.Usage;
        }

        var request = choose(new()
        {
            Source = source,
            Sensor = sensor,
            Outputs = _outputs.Of(parsed),
            Inline = inline,
            Sources = [],
        });
        return LiveRun.Execute(request, new());
    }
}
