using System.CommandLine;
using SipIds.Configuration;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Host.Commands;

/// <summary>The options by which every command that runs the pipeline takes its settings.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> _file = new("--config", "-c")
    {
        Description = "The configuration, sipcnf.yaml. Without it every setting has its default.",
        HelpName = "sipcnf.yaml",
    };

    private readonly Option<string[]> _overrides = new("--set")
    {
        Description = "One setting, by its dotted path; wins over the file. May be repeated.",
        HelpName = "key=value",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        _file.Validators.Add(PathRules.RefuseEmpty);
        command.Add(_file);
        command.Add(_overrides);
    }

    /// <summary>The file and the arguments, to be read again later.</summary>
    public SettingsSource SourceOf(ParseResult parsed) => new(BuiltIn.Register(new()), parsed.GetValue(_file), parsed.GetValue(_overrides)!);

    /// <summary>The settings and the plugins that they name; null after every fault was said on standard error.</summary>
    public SensorConfiguration? Load(ParseResult parsed) => SourceOf(parsed).Load();
}
