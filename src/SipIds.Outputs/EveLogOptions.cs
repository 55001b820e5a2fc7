using SipIds.Pipeline.Settings;

namespace SipIds.Outputs;

/// <summary>The EVE log, and what is written into it beside alerts.</summary>
public sealed record EveLogOptions : LogFileOptions
{
    /// <summary>Whether dropped messages get records.</summary>
    [Setting("Whether each message that did not pass gets a drop record, which says the event that decided; with action_drop: shadow each that would not have passed.", NeedsRestart = true)]
    public bool Drops { get; init; } = true;
}
