namespace SipIds.Streams;

/// <summary>What <see cref="StreamItems.TryRead"/> found in a TCP stream.</summary>
public enum StreamItem : byte
{
    /// <summary>Nothing more until the next segment.</summary>
    None,

    /// <summary>One SIP message from its start line to the end of its body; cut short only by the end of the stream, or where its length cannot be known.</summary>
    Message,

    /// <summary>A stream on a SIP port speaks something else. Said once for each stream direction, with the bytes that are no SIP.</summary>
    NotSip,

    /// <summary>A message that is larger than the limit; the bytes are its head, or as much of it as there is.</summary>
    TooLarge,
}
