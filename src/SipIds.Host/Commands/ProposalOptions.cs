using System.CommandLine;
using System.CommandLine.Parsing;
using SipIds.Configuration;
using SipIds.Host.Files;
using SipIds.Host.Settings;
using SipIds.Host.Tuning;

namespace SipIds.Host.Commands;

/// <summary>The options by which a command takes what limits are to be proposed, and where they are written.</summary>
internal sealed class ProposalOptions
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the configuration with the proposals in it, everything else as it stands in the file of -c, or in this one where it is there; - for standard output.",
        HelpName = "sipcnf.yaml",
    };

    private readonly Option<string> _alarms = new("--false-alarms")
    {
        Description = "How often all limits together may give an alarm without an attack: a number a day, week or month.",
        HelpName = "1/week",
        DefaultValueFactory = _ => AlarmRate.Usual,
    };

    private readonly Option<bool> _keep = new("--keep-outliers") { Description = "Take subjects whose counts are far from all others for ordinary." };

    /// <summary>Where the proposals go.</summary>
    public Option Output => _output;

    public void AddTo(Command command)
    {
        _output.Validators.Add(PathRules.RefuseEmpty);
        _alarms.Validators.Add(RefuseNoRate);
        command.Add(_output);
        command.Add(_alarms);
        command.Add(_keep);
    }

    /// <summary>Whether one of them is given.</summary>
    public bool IsUsed(CommandResult result) => new Option[] { _output, _alarms, _keep }.Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>The file to be written, where there is one already; null otherwise.</summary>
    public string? PresentFile(ParseResult parsed) => parsed.GetValue(_output) is { } path and not "-" && File.Exists(path) ? path : null;

    /// <summary>Whether the proposals go to this file.</summary>
    public bool Writes(ParseResult parsed, string path) =>
        parsed.GetValue(_output) is { } output and not "-" && string.Equals(OverwriteGuard.RealPath(output), OverwriteGuard.RealPath(path), StringComparison.Ordinal);

    /// <summary>What is asked for.</summary>
    public ProposalRequest Of(ParseResult parsed, SettingsSource source, SensorConfiguration sensor) => new()
    {
        Source = source,
        Sensor = sensor,
        OutputPath = parsed.GetValue(_output),
        AlarmsAWeek = AlarmRate.Parse(parsed.GetValue(_alarms)!)!.Value,
        KeepsOutliers = parsed.GetValue(_keep),
    };

    private static void RefuseNoRate(OptionResult alarms)
    {
        if (alarms.Tokens is [var rate] && AlarmRate.Parse(rate.Value) is null)
        {
            alarms.AddError($"'{rate.Value}' is no rate of alarms; write one such as 1/week, 0.5/day or 2/month.");
        }
    }
}
