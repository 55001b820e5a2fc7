namespace SipIds.Sip;

/// <summary>Where the parts of a start line are, and what the framing of the message said.</summary>
internal struct StartLine
{
    public bool IsRequest;
    public SipMethod Method;
    public short StatusCode;

    /// <summary>The method; empty for a response.</summary>
    public TextRange MethodName;

    /// <summary>The Request-URI; empty for a response.</summary>
    public TextRange RequestUri;

    /// <summary>The reason phrase; empty for a request.</summary>
    public TextRange Reason;

    public TextRange Version;

    /// <summary>Offset of the first byte after the empty line, and the bytes of the body that Content-Length grants and the payload holds.</summary>
    public int BodyStart;
    public int BodyLength;

    public SipAnomalies Anomalies;
}

/// <summary>The fields that several preprocessors read, parsed once a message.</summary>
internal struct FieldCache
{
    public const byte HasFrom = 1;
    public const byte HasTo = 2;
    public const byte HasVia = 4;
    public const byte HasCSeq = 8;
    public const byte HasRequestUri = 16;

    public byte Parsed;
    public NameAddress.Layout From;
    public NameAddress.Layout To;
    public SipVia.Layout Via;
    public SipCSeq.Layout CSeq;
    public SipUri.Layout RequestUri;
}
