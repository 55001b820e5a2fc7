namespace SipIds.Outputs.Eve;

/// <summary>A kind of record in the EVE log.</summary>
public enum EveRecord
{
    /// <summary>An alert.</summary>
    Alert,

    /// <summary>What a live sensor counted.</summary>
    Stats,

    /// <summary>A message that did not pass.</summary>
    Drop,
}
