namespace SipIds.Sip.Sdp;

/// <summary>What makes a body no session description: the worst thing that <see cref="SdpSyntax"/> meets, and of two equally bad ones the first.</summary>
public enum SdpFault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It does not begin with <c>v=0</c> (RFC 8866 §5.1).</summary>
    Version,

    /// <summary>A line that is not a lower-case letter, an equals sign and a value (RFC 8866 §5).</summary>
    Line,

    /// <summary>NUL, a CR without its LF or another control character.</summary>
    ControlCharacter,

    /// <summary>An <c>o=</c> line without user, two numbers and an address (RFC 8866 §5.2).</summary>
    Origin,

    /// <summary>A <c>c=</c> line that is no <c>IN IP4</c> or <c>IN IP6</c> and an address or host name (RFC 8866 §5.7).</summary>
    Connection,

    /// <summary>A <c>t=</c> line that is not two numbers, 0 or of ten digits at least (RFC 8866 §5.9, §9).</summary>
    Time,

    /// <summary>An <c>m=</c> line without media, port and protocol, or with an RTP payload type above 127 (RFC 8866 §5.14, RFC 3551 §6).</summary>
    Media,

    /// <summary>A session name or user of more than 255 bytes, or the name of an attribute of more than 127, which no device has.</summary>
    Name,

    /// <summary>An attribute without a name, or an <c>rtpmap</c>, <c>crypto</c>, <c>ice-ufrag</c>, <c>ice-pwd</c> or <c>candidate</c> that is none (RFC 8866 §6.6, RFC 4568 §9.1, RFC 8839 §5).</summary>
    Attribute,

    /// <summary>A value longer than its grammar allows: a host name over 253 bytes, a foundation over 32, a number of more than 20 digits. It is what overflows a parser.</summary>
    Overlong,
}
