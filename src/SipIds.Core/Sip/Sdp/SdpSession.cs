namespace SipIds.Sip.Sdp;

/// <summary>A session description (RFC 8866) as a view over a body: nothing is copied, lines are read when asked for, and what cannot be read is empty.</summary>
public readonly ref struct SdpSession
{
    private readonly ReadOnlySpan<byte> _lines;
    private readonly ReadOnlySpan<byte> _sections;

    /// <summary>A view of a body; of any bytes.</summary>
    public SdpSession(ReadOnlySpan<byte> text)
    {
        var media = text.StartsWith("m="u8) ? 0 : NextMedia(text);
        Text = text;
        _lines = text[..media];
        _sections = text[media..];
    }

    /// <summary>Finds the description in a message: its body, or the part of a multipart body that is one (RFC 5621 §3). A body that is compressed is none until it is unpacked (RFC 3261 §20.12).</summary>
    public static bool TryFind(in SipMessage message, out SdpSession session)
    {
        session = default;
        var body = message.Body;
        if (body.IsEmpty || message.Has(SipHeaderId.ContentEncoding))
        {
            return false;
        }

        var type = new ContentType(message.ValueOf(SipHeaderId.ContentType));
        if (type.IsSdp)
        {
            session = new(body);
            return true;
        }

        return type.IsMultipart && type.Parameters.TryGet("boundary"u8, out var boundary) && TryFind(new MultipartParts(body, boundary), out session);
    }

    /// <summary>The whole description as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>Whether it begins with version 0, the only one there is (RFC 8866 §5.1).</summary>
    public bool HasVersion => Text.StartsWith("v=0"u8) && (Text.Length == 3 || Text[3] is (byte)'\r' or (byte)'\n');

    /// <summary>The <c>o=</c> line.</summary>
    public SdpOrigin Origin => new(SdpLines.TryFind(_lines, (byte)'o', out var value) ? value : default);

    /// <summary>The <c>s=</c> line: the session's name; usually <c>-</c> or a blank.</summary>
    public ReadOnlySpan<byte> Name => SdpLines.TryFind(_lines, (byte)'s', out var value) ? value : default;

    /// <summary>The session's <c>c=</c> line; not <see cref="SdpConnection.IsPresent"/> where only media sections have one.</summary>
    public SdpConnection Connection => new(SdpLines.TryFind(_lines, (byte)'c', out var value) ? value : default);

    /// <summary>Which way media flows in sections that do not say so themselves.</summary>
    public SdpDirection Direction => Attributes.Direction(SdpDirection.SendRecv);

    /// <summary>The attributes of the session, not those of its media sections.</summary>
    public SdpAttributes Attributes => new(_lines);

    /// <summary>Every line in order, those of the media sections too.</summary>
    public SdpLines Lines => new(Text);

    /// <summary>The lines before the media sections.</summary>
    internal SdpLines SessionLines => new(_lines);

    /// <summary>The media sections.</summary>
    public SdpMediaSections Media => new(_sections, _lines);

    private static bool TryFind(MultipartParts parts, out SdpSession session)
    {
        foreach (var part in parts)
        {
            if (part.Type.IsSdp)
            {
                session = new(part.Content);
                return true;
            }
        }

        session = default;
        return false;
    }

    /// <summary>The offset of the first media section that begins after the first byte; the length of the text if there is none.</summary>
    internal static int NextMedia(ReadOnlySpan<byte> text)
    {
        var lineFeed = text.IndexOf("\nm="u8);
        return lineFeed < 0 ? text.Length : lineFeed + 1;
    }
}
