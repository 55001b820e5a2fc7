namespace SipIds.Host.Outputs;

/// <summary>The outputs that the command line names, for captures and for live runs alike.</summary>
internal sealed record OutputChoice
{
    public string? EvePath { get; init; }

    public string? PcapLogPath { get; init; }

    public AlertFormat Format { get; init; }

    /// <summary>Whether standard output carries EVE JSON and nothing else.</summary>
    public bool WritesJson => Format is AlertFormat.Json || EvePath is "-";
}
