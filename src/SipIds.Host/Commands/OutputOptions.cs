using System.CommandLine;
using SipIds.Host.Outputs;

namespace SipIds.Host.Commands;

/// <summary>The options by which every command that raises alerts is told where they go.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string?> _pcapLog = PathOption("--pcap-log", "Write the packets that raised alerts as a capture.");

    public OutputOptions()
    {
        Format.AcceptOnlyFromAmong("text", "json");
    }

    public Option<string?> Eve { get; } = PathOption("--eve", "Write alerts as EVE JSON, one object a line; - for standard output, instead of text.");

    public Option<AlertFormat> Format { get; } = new("--format") { Description = "How alerts are written to standard output; text unless said otherwise." };

    public static Option<string?> PathOption(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "path" };
        option.Validators.Add(PathRules.RefuseEmpty);
        return option;
    }

    public void AddTo(Command command)
    {
        command.Add(Eve);
        command.Add(_pcapLog);
        command.Add(Format);
    }

    public OutputChoice Of(ParseResult parsed) => new()
    {
        EvePath = parsed.GetValue(Eve),
        PcapLogPath = parsed.GetValue(_pcapLog),
        Format = parsed.GetValue(Format),
    };
}
