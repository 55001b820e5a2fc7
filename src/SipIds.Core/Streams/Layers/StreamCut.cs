namespace SipIds.Streams.Layers;

/// <summary>What a layer made of the bytes at hand.</summary>
/// <param name="Item">What it found; <see cref="StreamItem.None"/> if it found nothing, or has bytes for the layer above.</param>
/// <param name="Consumed">How many of the bytes are done with.</param>
/// <param name="Stage">How it goes on: <see cref="StreamStage.Followed"/>, <see cref="StreamStage.Searching"/> or <see cref="StreamStage.Ignoring"/>.</param>
internal readonly record struct StreamCut(StreamItem Item, int Consumed, StreamStage Stage)
{
    /// <summary>Where the item, or what is for the layer above, begins in the sequence numbers of <see cref="StreamPlace.Begin"/>; never after its first byte.</summary>
    public uint Sequence { get; init; }

    /// <summary>Whether it lies there byte for byte and in one piece, so that it can be replaced. What is encrypted or masked cannot.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>Whether the bytes are for the layer above.</summary>
    public bool IsForNext { get; init; }

    /// <summary>Whether there may be more without further bytes.</summary>
    public bool HasMore { get; init; }

    /// <summary>Whether bytes were lost because there was no room to keep them.</summary>
    public bool IsStarved { get; init; }
}
