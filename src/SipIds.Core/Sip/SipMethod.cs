namespace SipIds.Sip;

/// <summary>The methods of SIP: RFC 3261, and PRACK, SUBSCRIBE, NOTIFY, PUBLISH, INFO, REFER, MESSAGE and UPDATE from RFC 3262 to RFC 6665.</summary>
public enum SipMethod : byte
{
    /// <summary>A token that is no method known here; legal (RFC 3261 §7.1). Methods are case-sensitive, so <c>invite</c> is one of these.</summary>
    Extension,

    /// <summary>RFC 3261 §13.</summary>
    Invite,

    /// <summary>RFC 3261 §13, §17.</summary>
    Ack,

    /// <summary>RFC 3261 §15.</summary>
    Bye,

    /// <summary>RFC 3261 §9.</summary>
    Cancel,

    /// <summary>RFC 3261 §11.</summary>
    Options,

    /// <summary>RFC 3261 §10.</summary>
    Register,

    /// <summary>RFC 3262.</summary>
    Prack,

    /// <summary>RFC 6665.</summary>
    Subscribe,

    /// <summary>RFC 6665.</summary>
    Notify,

    /// <summary>RFC 3903.</summary>
    Publish,

    /// <summary>RFC 6086.</summary>
    Info,

    /// <summary>RFC 3515.</summary>
    Refer,

    /// <summary>RFC 3428.</summary>
    Message,

    /// <summary>RFC 3311.</summary>
    Update,
}
