namespace SipIds.Streams;

/// <summary>Whether bytes begin a SIP message.</summary>
internal enum SipStartVerdict : byte
{
    No,
    Yes,

    /// <summary>Too few bytes to say.</summary>
    Open,
}
