namespace SipIds.Events;

/// <summary>Which side of a transaction an event accuses.</summary>
public enum Accused : byte
{
    /// <summary>The side that sent the packet.</summary>
    Sender,

    /// <summary>The side that sent the request: a server's refusal shows what its client tries.</summary>
    Asker,
}
