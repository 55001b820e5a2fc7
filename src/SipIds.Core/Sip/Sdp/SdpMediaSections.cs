namespace SipIds.Sip.Sdp;

/// <summary>The media sections of a session description, in order.</summary>
public ref struct SdpMediaSections
{
    private readonly ReadOnlySpan<byte> _sessionLines;
    private ReadOnlySpan<byte> _rest;

    internal SdpMediaSections(ReadOnlySpan<byte> sections, ReadOnlySpan<byte> sessionLines)
    {
        _rest = sections;
        _sessionLines = sessionLines;
        Current = default;
    }

    /// <summary>The section just read.</summary>
    public SdpMedia Current { get; private set; }

    /// <summary>This, so that it can be enumerated.</summary>
    public readonly SdpMediaSections GetEnumerator() => this;

    /// <summary>Reads the next section.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var next = SdpSession.NextMedia(_rest);
        Current = new(_rest[..next], _sessionLines);
        _rest = _rest[next..];
        return true;
    }
}
