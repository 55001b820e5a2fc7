namespace SipIds.Sip;

/// <summary>The parts of a multipart body, in order (RFC 2046 §5.1). A part that the next delimiter does not end is none.</summary>
internal ref struct MultipartParts
{
    // RFC 2046 §5.1.1. A longer one would make a search cost its length at every byte of a body made for it.
    private const int MaxBoundary = 70;

    private readonly ReadOnlySpan<byte> _boundary;
    private ReadOnlySpan<byte> _rest;

    /// <param name="body">The body.</param>
    /// <param name="boundary">The boundary, without the two hyphens before it.</param>
    public MultipartParts(ReadOnlySpan<byte> body, ReadOnlySpan<byte> boundary)
    {
        _boundary = boundary;
        _rest = boundary.Length is 0 or > MaxBoundary || NextDelimiter(body, boundary) is not (>= 0 and var first) ? default : BehindDelimiter(body, first, boundary);
    }

    /// <summary>The type of the part just read; empty where it names none.</summary>
    public ContentType Type { get; private set; }

    /// <summary>What the part just read holds, without its headers.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>The part just read: this.</summary>
    public readonly MultipartParts Current => this;

    /// <summary>This, so that it can be enumerated.</summary>
    public readonly MultipartParts GetEnumerator() => this;

    /// <summary>Reads the next part.</summary>
    public bool MoveNext()
    {
        // The last delimiter has two hyphens behind it.
        if (_rest.IsEmpty || _rest.StartsWith("--"u8) || NextDelimiter(_rest, _boundary) is not (>= 0 and var end))
        {
            return false;
        }

        Read(_rest[(_rest.IndexOf((byte)'\n') + 1)..end]);
        _rest = BehindDelimiter(_rest, end, _boundary);
        return true;
    }

    // Headers, an empty line, the content; the line end before the delimiter belongs to the delimiter.
    private void Read(ReadOnlySpan<byte> part)
    {
        Type = default;
        while (!part.IsEmpty)
        {
            var end = part.IndexOf((byte)'\n');
            var line = (end < 0 ? part : part[..end]).TrimEnd((byte)'\r');
            part = end < 0 ? default : part[(end + 1)..];
            if (line.IsEmpty)
            {
                break;
            }

            var colon = line.IndexOf((byte)':');
            if (colon > 0 && IsContentType(line[..colon].TrimEnd(" \t"u8)))
            {
                Type = new(line[(colon + 1)..]);
            }
        }

        Content = part.EndsWith("\r\n"u8) ? part[..^2] : part.EndsWith("\n"u8) ? part[..^1] : part;
    }

    private static bool IsContentType(ReadOnlySpan<byte> name) => SipGrammar.EqualsIgnoreCase(name, "content-type"u8) || SipGrammar.EqualsIgnoreCase(name, "c"u8);

    private static ReadOnlySpan<byte> BehindDelimiter(ReadOnlySpan<byte> text, int delimiter, ReadOnlySpan<byte> boundary) => text[(delimiter + 2 + boundary.Length)..];

    // A delimiter is a line that begins with two hyphens and the boundary.
    private static int NextDelimiter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> boundary)
    {
        for (var start = 0; text[start..].IndexOf(boundary) is >= 0 and var offset;)
        {
            var found = start + offset;
            if (text[..found].EndsWith("--"u8) && (found == 2 || text[found - 3] == '\n'))
            {
                return found - 2;
            }

            start = found + 1;
        }

        return -1;
    }
}
