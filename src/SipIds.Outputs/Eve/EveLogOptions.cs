using SipIds.Outputs.Streams;
using SipIds.Settings;

namespace SipIds.Outputs.Eve;

/// <summary>The EVE log, and what is written into it.</summary>
public sealed record EveLogOptions : LogFileOptions
{
    /// <summary>The kinds of records.</summary>
    [Setting("What is written: alert; stats, of ids and ips; drop, a record for each message that did not pass, which says the event that decided, and with action_drop: shadow for each that would not have passed.", NeedsRestart = true)]
    public IReadOnlyList<EveRecord> Types { get; init; } = [EveRecord.Alert, EveRecord.Stats, EveRecord.Drop];

    /// <summary>Whether alerts show the message.</summary>
    [Setting("Whether an alert shows the message that raised it, as payload_printable: its first 4 KiB, with a dot for what cannot be printed.", NeedsRestart = true)]
    public bool Payload { get; init; }
}
