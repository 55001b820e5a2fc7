namespace SipIds.Streams.Layers;

/// <summary>What a layer is told of the stream whose bytes it reads.</summary>
/// <param name="Slot">The stream's number, below <see cref="StreamLayerServices.Slots"/>: where a layer keeps what it knows of it.</param>
/// <param name="Opposite">The number of the stream in the other direction; -1 if it is not followed.</param>
/// <param name="Begin">The sequence number of the first byte.</param>
/// <param name="IsExpected">Whether the port says that the stream is one of those looked for.</param>
/// <param name="IsLast">Whether the stream ends with these bytes.</param>
internal readonly record struct StreamPlace(int Slot, int Opposite, uint Begin, bool IsExpected, bool IsLast);
