using SipIds.Outputs;
using SipIds.Outputs.Eve;
using SipIds.Outputs.PacketLog;

namespace SipIds.Host.Outputs;

/// <summary>The outputs that the command line names, for captures and for live runs alike.</summary>
internal sealed record OutputChoice
{
    public string? EvePath { get; init; }

    public string? PcapLogPath { get; init; }

    public AlertFormat Format { get; init; }

    /// <summary>Outputs of the settings that captures are written to, too, by their names.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether standard output carries EVE JSON and nothing else.</summary>
    public bool WritesJson => Format is AlertFormat.Json || EvePath is "-";

    /// <summary>An output's settings, where the paths of the command line win.</summary>
    public OutputOptions Over(OutputOptions options) => options switch
    {
        EveLogOptions eve => eve with { Path = EvePath is "-" ? null : EvePath ?? eve.Path },
        PacketLogOptions packets => packets with { Path = PcapLogPath ?? packets.Path },
        _ => options,
    };

    /// <summary>An output's settings, where only what the command line names is written; null if it does not name the output.</summary>
    public OutputOptions? Instead(OutputOptions options, string name) => options switch
    {
        _ when Names.Contains(name, StringComparer.Ordinal) => Over(options),
        EveLogOptions eve when EvePath is not (null or "-") => eve with { Path = EvePath },
        PacketLogOptions packets when PcapLogPath is not null => packets with { Path = PcapLogPath },
        _ => null,
    };
}
