namespace SipIds.Sip.Sdp;

/// <summary>Which way media flows, seen from who sent the description (RFC 8866 §6.7).</summary>
public enum SdpDirection : byte
{
    /// <summary>Both ways; also what holds where nothing is said.</summary>
    SendRecv,

    /// <summary>The sender of the description only sends.</summary>
    SendOnly,

    /// <summary>The sender of the description only receives.</summary>
    RecvOnly,

    /// <summary>Neither way.</summary>
    Inactive,
}
