namespace SipIds.Streams.Framing;

/// <summary>What is expected of the next bytes of a stream of SIP.</summary>
internal enum SipStage : byte
{
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
}
