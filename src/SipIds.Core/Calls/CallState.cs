namespace SipIds.Calls;

/// <summary>Where a call stands, seen from between its endpoints (the state machine of the SIP preprocessor, with UPDATE and re-INVITE).</summary>
public enum CallState : byte
{
    /// <summary>No call.</summary>
    Inactive,

    /// <summary>An INVITE was sent; nothing but 100 has come back.</summary>
    WaitFinal,

    /// <summary>A provisional response made an early dialog (RFC 3261 §12.1).</summary>
    Early,

    /// <summary>A 2xx was sent; its ACK has not passed yet.</summary>
    WaitAck,

    /// <summary>Established.</summary>
    Active,

    /// <summary>A BYE passed; its answer has not.</summary>
    Closing,

    /// <summary>Over, by BYE, CANCEL or a failure; remembered for a while, so that retransmissions and late answers are known for what they are.</summary>
    Ended,
}
