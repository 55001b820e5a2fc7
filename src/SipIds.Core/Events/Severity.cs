namespace SipIds.Events;

/// <summary>How bad an event is, numbered as in Snort and EVE: 1 is the worst.</summary>
public enum Severity : byte
{
    /// <summary>An attack.</summary>
    High = 1,

    /// <summary>A breach of protocol that attacks need.</summary>
    Medium = 2,

    /// <summary>Odd, and legal or common.</summary>
    Low = 3,
}
