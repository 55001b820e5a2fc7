namespace SipIds.Options;

/// <summary>What <c>on_drop_stream</c> says.</summary>
public enum StreamDropMode : byte
{
    /// <summary>A connection that carries one user's messages is reset; on one that carries those of several the message is replaced.</summary>
    Auto,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more of the connection passes, and neither end is told.</summary>
    Hold,
}
