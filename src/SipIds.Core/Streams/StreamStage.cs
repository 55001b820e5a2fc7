namespace SipIds.Streams;

/// <summary>What is expected of a stream's next bytes.</summary>
internal enum StreamStage : byte
{
    /// <summary>No stream: the slot is free.</summary>
    Free,

    /// <summary>They go on where its layer stands.</summary>
    Followed,

    /// <summary>Out of step: its layer looks for where it can go on.</summary>
    Searching,

    /// <summary>Nothing that its layer reads: only a segment that begins as that does counts.</summary>
    Ignoring,

    /// <summary>Ended: only new bytes that begin as its layer's do count.</summary>
    Finished,
}
