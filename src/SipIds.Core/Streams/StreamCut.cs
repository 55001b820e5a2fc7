namespace SipIds.Streams;

/// <summary>What the framer cut off the bytes at hand: an item, and where it lies; everything up to its end is done with.</summary>
internal readonly record struct StreamCut(StreamItem Item, int Start, int Length)
{
    public int End => Start + Length;

    public static StreamCut Nothing(int skipped) => new(StreamItem.None, skipped, 0);
}
