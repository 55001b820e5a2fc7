namespace SipIds.Preprocessing;

/// <summary>The two stages, in the order in which a packet passes them.</summary>
public enum PreprocessorStage : byte
{
    /// <summary>Judges a message by itself: no state that another message reads.</summary>
    Message,

    /// <summary>Judges a message by the calls, counts and origins before it, in capture order.</summary>
    Call,
}
