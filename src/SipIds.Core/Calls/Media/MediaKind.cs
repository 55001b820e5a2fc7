namespace SipIds.Calls.Media;

/// <summary>What a stream is of: the first word of its <c>m=</c> line (RFC 8866 §5.14).</summary>
public enum MediaKind : byte
{
    /// <summary>Another word.</summary>
    Other,

    /// <summary><c>audio</c>.</summary>
    Audio,

    /// <summary><c>video</c>.</summary>
    Video,

    /// <summary><c>image</c>: a fax by T.38.</summary>
    Image,

    /// <summary><c>text</c>: real-time text (RFC 4103).</summary>
    Text,

    /// <summary><c>application</c>: floor control, a data channel.</summary>
    Application,

    /// <summary><c>message</c>: MSRP (RFC 4975).</summary>
    Message,
}
