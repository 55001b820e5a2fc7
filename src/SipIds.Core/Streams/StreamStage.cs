namespace SipIds.Streams;

/// <summary>What is expected of a stream's next bytes.</summary>
internal enum StreamStage : byte
{
    /// <summary>No stream: the slot is free.</summary>
    Free,

    /// <summary>The first byte of a message, or a keep-alive.</summary>
    Boundary,

    /// <summary>The rest of a head.</summary>
    Head,

    /// <summary>The rest of a body.</summary>
    Body,

    /// <summary>Out of step: a start line at the beginning of a segment or of a line.</summary>
    Searching,

    /// <summary>Not SIP: only a segment that begins with a start line counts.</summary>
    Ignoring,

    /// <summary>Ended: only new bytes that begin with a start line count.</summary>
    Finished,
}
