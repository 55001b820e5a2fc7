namespace SipIds.Streams.Framing;

/// <summary>What was cut off the bytes at hand: an item, and where it lies; everything up to its end is done with.</summary>
internal readonly record struct SipCut(StreamItem Item, int Start, int Length)
{
    public int End => Start + Length;

    public static SipCut Nothing(int skipped) => new(StreamItem.None, skipped, 0);
}
