namespace SipIds.Streams;

/// <summary>How bytes that come again compare with what was read.</summary>
internal enum HistoryMatch : byte
{
    /// <summary>They are the same, or their receiver has them already.</summary>
    Same,

    /// <summary>They are others.</summary>
    Different,

    /// <summary>What was read is not remembered.</summary>
    Unknown,
}
