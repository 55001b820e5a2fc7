using SipIds.Packets;

namespace SipIds.Streams;

/// <summary>The messages of a stream that were replaced: where they lie, until their receiver has acknowledged what it got in their place and a while longer.</summary>
internal sealed class DroppedRanges
{
    private const int Capacity = 128;

    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(60);

    // Most streams that lose a message lose few.
    private Range[] _ranges = new Range[4];

    public int Count { get; private set; }

    /// <summary>Adds a message; false if there are too many that are still needed.</summary>
    public bool TryAdd(uint start, int length, in TcpStream stream, Timestamp now)
    {
        Expire(stream, now);
        if (Count == Capacity)
        {
            return false;
        }

        if (Count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Count * 2);
        }

        _ranges[Count++] = new(start, length, now);
        return true;
    }

    /// <summary>A message and the place of a segment in it.</summary>
    /// <param name="index">The message's number, below <see cref="Count"/>.</param>
    /// <param name="sequence">Where the segment begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="overlap">What both have in common.</param>
    /// <returns>Whether they have anything in common.</returns>
    public bool TryOverlap(int index, uint sequence, int length, out Overlap overlap)
    {
        var range = _ranges[index];
        var offset = (int)(range.Start - sequence);
        var from = Math.Max(offset, 0);
        var to = Math.Min((long)offset + range.Length, length);
        overlap = from < to ? new(from, (int)to - from, from - offset, range.Length) : default;
        return from < to;
    }

    private void Expire(in TcpStream stream, Timestamp now)
    {
        var kept = 0;
        for (var index = 0; index < Count; index++)
        {
            var range = _ranges[index];
            var end = range.Start + (uint)range.Length;
            var isWaiting = stream.Has(StreamTraits.IsHeard) && (int)(stream.Acked - end) < 0;
            if (isWaiting || now - range.Time <= s_kept)
            {
                _ranges[kept++] = range;
            }
        }

        Count = kept;
    }

    /// <summary>What a segment and a message have in common.</summary>
    /// <param name="InSegment">Where it begins in the segment's payload.</param>
    /// <param name="Length">How long it is.</param>
    /// <param name="InMessage">Where it begins in the message.</param>
    /// <param name="MessageLength">How long the whole message is.</param>
    public readonly record struct Overlap(int InSegment, int Length, int InMessage, int MessageLength);

    private readonly record struct Range(uint Start, int Length, Timestamp Time);
}
