namespace SipIds.Sip.Parsing;

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
