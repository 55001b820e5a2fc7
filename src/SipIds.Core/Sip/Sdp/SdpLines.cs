namespace SipIds.Sip.Sdp;

/// <summary>The lines of a session description, or of a part of one (RFC 8866 §5). What has not the shape <c>x=value</c> is passed over.</summary>
public ref struct SdpLines
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>The lines of a text; they end in CRLF or LF, the last one perhaps in nothing.</summary>
    public SdpLines(ReadOnlySpan<byte> text)
    {
        _rest = text;
        Type = 0;
        Value = default;
    }

    /// <summary>The letter of the line just read.</summary>
    public byte Type { get; private set; }

    /// <summary>What follows the equals sign of the line just read, without its line end.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The line just read: this.</summary>
    public readonly SdpLines Current => this;

    /// <summary>This, so that it can be enumerated.</summary>
    public readonly SdpLines GetEnumerator() => this;

    /// <summary>Reads the next line.</summary>
    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'\n');
            var line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (line.Length >= 2 && line[1] == '=')
            {
                Type = line[0];
                Value = line[2..].TrimEnd((byte)'\r');
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks for the first line with this letter.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> text, byte type, out ReadOnlySpan<byte> value)
    {
        foreach (var line in new SdpLines(text))
        {
            if (line.Type == type)
            {
                value = line.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
