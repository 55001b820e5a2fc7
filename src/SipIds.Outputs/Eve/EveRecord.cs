using SipIds.Settings;

namespace SipIds.Outputs.Eve;

/// <summary>A kind of record in the EVE log.</summary>
public enum EveRecord
{
    /// <summary>An alert.</summary>
    [Setting("alerts")]
    Alert,

    /// <summary>What a live sensor counted.</summary>
    [Setting("what was counted, of ids and ips")]
    Stats,

    /// <summary>A message that did not pass.</summary>
    [Setting(
        """
        a record for each message that did not pass, which says the event that decided ("why did my call fail?"), and
        with action_drop: shadow for each that would not have passed
        """)]
    Drop,
}
