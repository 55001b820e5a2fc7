namespace SipIds;

/// <summary>Which end of a packet the setting <c>trusted</c> names.</summary>
public enum SenderTrust : byte
{
    /// <summary>None that counts.</summary>
    None,

    /// <summary>The one that sent it: its source address, or its origin.</summary>
    Sender,

    /// <summary>The one that it answers.</summary>
    Asker,
}
