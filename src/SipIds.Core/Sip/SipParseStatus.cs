namespace SipIds.Sip;

/// <summary>What a payload is.</summary>
public enum SipParseStatus : byte
{
    /// <summary>A SIP message, perhaps with <see cref="SipAnomalies"/>: its headers can be read.</summary>
    Ok,

    /// <summary>A keep-alive: nothing but CR, LF, NUL or blanks (RFC 5626 §3.5.1), STUN (RFC 5626 §3.5.2, RFC 8489), or the <c>jaK</c> of some softphones.</summary>
    KeepAlive,

    /// <summary>Anything else.</summary>
    NotSip,
}
