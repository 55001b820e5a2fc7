namespace SipIds.Calls;

/// <summary>What moves a call from state to state: only packets that reach their endpoint do.</summary>
internal enum CallTrigger : byte
{
    /// <summary>An INVITE without a To tag.</summary>
    Invite,

    /// <summary>A 101–199 to the INVITE.</summary>
    Provisional,

    /// <summary>A 2xx to the INVITE, in a dialog that no BYE has ended.</summary>
    Success,

    /// <summary>A 3xx–6xx to the last INVITE that was still open.</summary>
    Failure,

    /// <summary>An ACK.</summary>
    Ack,

    /// <summary>A BYE in the last dialog that was open.</summary>
    Bye,

    /// <summary>A final response to such a BYE, but no challenge.</summary>
    ByeAnswered,

    /// <summary>A challenge (401, 407) to a BYE: the call goes on.</summary>
    ByeChallenged,
}
