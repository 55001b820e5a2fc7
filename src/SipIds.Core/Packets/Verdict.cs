namespace SipIds.Packets;

/// <summary>Whether a packet goes on to its endpoint.</summary>
public enum Verdict : byte
{
    /// <summary>It goes on.</summary>
    Pass,

    /// <summary>It is dropped.</summary>
    Drop,

    /// <summary>It goes on with other bytes: a message in it was dropped, and the connection that carries it lives on. Only frames have this verdict, not messages.</summary>
    Rewrite,

    /// <summary>It waits for the rest of its message. Only frames have this verdict, and only where the source can keep them.</summary>
    Hold,
}
