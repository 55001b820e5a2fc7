using SipIds.Streams;

namespace SipIds.Pipeline.Snapshots;

/// <summary>TCP streams at one moment.</summary>
public sealed record StreamSnapshot
{
    /// <summary>Streams that are followed.</summary>
    public required long Followed { get; init; }

    /// <summary>Streams given up because the table was full.</summary>
    public required long Evictions { get; init; }

    /// <summary>Bytes that wait for what comes before them.</summary>
    public required long BufferedBytes { get; init; }

    /// <summary>Buffers given up because there were too many.</summary>
    public required long BufferEvictions { get; init; }

    internal static StreamSnapshot Of(TcpReassembler streams) => new()
    {
        Followed = streams.Streams,
        Evictions = streams.StreamEvictions,
        BufferedBytes = streams.BufferedBytes,
        BufferEvictions = streams.BufferEvictions,
    };
}
