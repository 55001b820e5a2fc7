namespace SipIds.Events;

/// <summary>Whether a packet goes on to its endpoint.</summary>
public enum Verdict : byte
{
    /// <summary>It goes on.</summary>
    Pass,

    /// <summary>It is dropped.</summary>
    Drop,
}
