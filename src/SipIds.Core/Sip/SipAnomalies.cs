namespace SipIds.Sip;

/// <summary>What the parser met or forgave in the framing of a message: its start line, its lines, its end. Field values have faults of their own.</summary>
[Flags]
public enum SipAnomalies : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first line is neither a Request-Line nor a Status-Line, though headers of SIP follow (RFC 3261 §7).</summary>
    StartLine = 1 << 0,

    /// <summary>More or other white space in the start line than the single spaces of the grammar (RFC 3261 §7.1, RFC 4475 §3.1.2.8–10).</summary>
    StartLineSpace = 1 << 1,

    /// <summary>A version other than SIP/2.0 (RFC 3261 §7.1).</summary>
    Version = 1 << 2,

    /// <summary>A status code that is not three digits from 100 to 699 (RFC 3261 §7.2, RFC 4475 §3.1.2.19).</summary>
    StatusCode = 1 << 3,

    /// <summary>A Request-URI that is no URI (RFC 3261 §25.1, RFC 4475 §3.1.2.7, .8, .11).</summary>
    RequestUri = 1 << 4,

    /// <summary>A header line without a colon.</summary>
    NoColon = 1 << 5,

    /// <summary>A header name that is no token.</summary>
    HeaderName = 1 << 6,

    /// <summary>No empty line ends the headers (RFC 3261 §7).</summary>
    NoBlankLine = 1 << 7,

    /// <summary>A space or tab between a header's name and its colon; legal (RFC 3261 §7.3.1) and read differently by implementations.</summary>
    SpaceBeforeColon = 1 << 8,

    /// <summary>A line that ends in LF alone.</summary>
    BareLineFeed = 1 << 9,

    /// <summary>A line that ends in CRLF; said only beside <see cref="BareLineFeed"/>: a message that mixes the two.</summary>
    MixedLineEnds = 1 << 10,

    /// <summary>A CR that no LF follows, in the headers.</summary>
    BareCarriageReturn = 1 << 11,

    /// <summary>NUL or a control character in the start line or the headers, outside the quoted pairs that may hold one (RFC 3261 §25.1).</summary>
    ControlCharacter = 1 << 12,

    /// <summary>A header line folded over several (RFC 3261 §7.3.1); legal.</summary>
    Folded = 1 << 13,

    /// <summary>A first header line that begins with white space: a continuation of the start line, or of nothing.</summary>
    LeadingFold = 1 << 14,

    /// <summary>More header lines, or more bytes of headers, than the header table holds; those past it are not indexed.</summary>
    TooManyHeaders = 1 << 15,

    /// <summary>A Content-Length that is no number, or one above 2^31.</summary>
    ContentLengthInvalid = 1 << 16,

    /// <summary>A Content-Length above what the datagram holds (RFC 3261 §18.3, RFC 4475 §3.1.2.2).</summary>
    ContentLengthTooLarge = 1 << 17,

    /// <summary>Several Content-Length headers with different values (RFC 4475 §3.3.9).</summary>
    ContentLengthConflict = 1 << 18,

    /// <summary>Bytes after the body that Content-Length ends; RFC 3261 §18.3 says to ignore them.</summary>
    TrailingBytes = 1 << 19,

    /// <summary>The bytes after the body begin another SIP message (RFC 4475 §3.1.1.8).</summary>
    TrailingMessage = 1 << 20,

    /// <summary>Empty lines before the start line; to be ignored (RFC 3261 §7.5).</summary>
    LeadingEmptyLines = 1 << 21,
}
