namespace SipIds.Sip.Sdp;

/// <summary>A view of one media section: its <c>m=</c> line and the lines up to the next (RFC 8866 §5.14).</summary>
public readonly ref struct SdpMedia
{
    private readonly ReadOnlySpan<byte> _lines;
    private readonly ReadOnlySpan<byte> _sessionLines;

    internal SdpMedia(ReadOnlySpan<byte> section, ReadOnlySpan<byte> sessionLines)
    {
        _sessionLines = sessionLines;
        var end = section.IndexOf((byte)'\n');
        _lines = end < 0 ? default : section[(end + 1)..];
        var line = (end < 0 ? section : section[..end]).TrimEnd((byte)'\r')[2..];
        Media = SdpWords.Take(ref line);
        var port = SdpWords.Take(ref line);
        Protocol = SdpWords.Take(ref line);
        Formats = line.Trim((byte)' ');
        var slash = port.IndexOf((byte)'/');
        Port = SdpWords.Port(slash < 0 ? port : port[..slash]);
        PortCount = slash < 0 ? (ushort)1 : SdpWords.Port(port[(slash + 1)..]);
    }

    /// <summary>What it is: <c>audio</c>, <c>video</c>, <c>image</c>, <c>application</c>, …</summary>
    public ReadOnlySpan<byte> Media { get; }

    /// <summary>The port to which the sender of the description wants the media; 0 for a refused or ended stream (RFC 3264 §8.2), and where it is no port.</summary>
    public ushort Port { get; }

    /// <summary>How many port pairs follow each other from <see cref="Port"/>; 1 unless the line says otherwise.</summary>
    public ushort PortCount { get; }

    /// <summary>The transport protocol: <c>RTP/AVP</c>, <c>RTP/SAVPF</c>, <c>udptl</c>, …</summary>
    public ReadOnlySpan<byte> Protocol { get; }

    /// <summary>The formats, separated by spaces; for RTP the payload types in order of preference.</summary>
    public ReadOnlySpan<byte> Formats { get; }

    /// <summary>The lines after the <c>m=</c> line.</summary>
    public SdpLines Lines => new(_lines);

    /// <summary>Where media goes: the section's own <c>c=</c> line, or else the session's.</summary>
    public SdpConnection Connection =>
        new(SdpLines.TryFind(_lines, (byte)'c', out var own) || SdpLines.TryFind(_sessionLines, (byte)'c', out own) ? own : default);

    /// <summary>Which way media flows: as the section says, or else the session.</summary>
    public SdpDirection Direction => Attributes.Direction(new SdpAttributes(_sessionLines).Direction(SdpDirection.SendRecv));

    /// <summary>The section's own attributes.</summary>
    public SdpAttributes Attributes => new(_lines);

    /// <summary>The port for RTCP: what <c>a=rtcp</c> says (RFC 3605), or else the port after <see cref="Port"/>; 0 where <see cref="Port"/> is. With <see cref="HasRtcpMux"/> in offer and answer it is not used.</summary>
    public ushort RtcpPort
    {
        get
        {
            var port = Attributes.TryGet("rtcp"u8, out var value) ? SdpWords.Port(SdpWords.Take(ref value)) : (ushort)0;
            var next = Port is 0 or ushort.MaxValue ? 0 : Port + 1;
            return port != 0 ? port : (ushort)next;
        }
    }

    /// <summary>Where RTCP goes: the address of <c>a=rtcp</c> (RFC 3605 §2.1), or else <see cref="Connection"/>.</summary>
    public SdpConnection RtcpConnection
    {
        get
        {
            if (Attributes.TryGet("rtcp"u8, out var value))
            {
                _ = SdpWords.Take(ref value);
                var connection = new SdpConnection(value);
                return connection.IsPresent ? connection : Connection;
            }

            return Connection;
        }
    }

    /// <summary>Whether RTP and RTCP may share <see cref="Port"/> (<c>a=rtcp-mux</c>, RFC 5761 §5.1.1); they do if offer and answer say so.</summary>
    public bool HasRtcpMux => Attributes.TryGet("rtcp-mux"u8, out _);
}
