using SipIds.Outputs.Streams;
using SipIds.Settings;

namespace SipIds.Outputs.Eve;

/// <summary>The EVE log, and what is written into it.</summary>
public sealed record EveLogOptions : LogFileOptions
{
    /// <summary>The kinds of records.</summary>
    [Setting("What is written. `read` goes by it, too.", NeedsRestart = true)]
    public IReadOnlyList<EveRecord> Types { get; init; } = [EveRecord.Alert, EveRecord.Stats, EveRecord.Drop];

    /// <summary>Whether alerts show the message.</summary>
    [Setting(
        """
        Whether an alert shows the message that raised it, as payload_printable: its first 4 KiB. Off, since messages
        hold numbers and names of people. `read` goes by it, too.
        """,
        NeedsRestart = true)]
    public bool Payload { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<SettingFault> Validate() =>
        Types.Count == 0 ? [SettingFault.Warning("types", "is empty: nothing is written into the EVE log")] : [];
}
