namespace SipIds.Sip;

/// <summary>A view of a Content-Type value: <c>type/subtype;parameters</c> (RFC 3261 §20.15).</summary>
public readonly ref struct ContentType
{
    /// <summary>A view of a value; of any bytes.</summary>
    public ContentType(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        MediaType = (semicolon < 0 ? text : text[..semicolon]).Trim(" \t\r\n"u8);
        Parameters = new(semicolon < 0 ? default : text[semicolon..]);
    }

    /// <summary>The type and subtype as they stand; they match in any case.</summary>
    public ReadOnlySpan<byte> MediaType { get; }

    /// <summary>The parameters, such as the boundary of a multipart body.</summary>
    public SipParameters Parameters { get; }

    /// <summary>Whether it names a session description.</summary>
    public bool IsSdp => MediaType.SequenceEqual("application/sdp"u8) || SipGrammar.EqualsIgnoreCase(MediaType, "application/sdp"u8);

    /// <summary>Whether it names a body of several parts (RFC 5621 §3).</summary>
    public bool IsMultipart => MediaType.Length > 10 && SipGrammar.EqualsIgnoreCase(MediaType[..10], "multipart/"u8);
}
