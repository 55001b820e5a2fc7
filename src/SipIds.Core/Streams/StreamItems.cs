namespace SipIds.Streams;

/// <summary>What one TCP segment completed. Read it until <see cref="StreamItem.None"/>: what is not a whole message yet is kept only then.</summary>
public ref struct StreamItems
{
    private readonly TcpReassembler? _streams;
    private readonly int _slot;
    private ReadOnlySpan<byte> _segment;

    internal StreamItems(TcpReassembler streams, int slot, ReadOnlySpan<byte> segment)
    {
        _streams = streams;
        _slot = slot;
        _segment = segment;
    }

    /// <summary>Reads the next item.</summary>
    /// <param name="bytes">The item's bytes, until the next call or the next segment; they may lie in the segment itself.</param>
    public StreamItem TryRead(out ReadOnlySpan<byte> bytes)
    {
        if (_streams is not null)
        {
            return _streams.Read(_slot, ref _segment, out bytes);
        }

        bytes = default;
        return StreamItem.None;
    }
}
