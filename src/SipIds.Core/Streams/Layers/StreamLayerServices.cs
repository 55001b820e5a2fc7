namespace SipIds.Streams.Layers;

/// <summary>What a layer is made with.</summary>
/// <param name="Slots">How many streams there are at most.</param>
/// <param name="Memory">The memory that all streams share.</param>
/// <param name="Last">The layer that finds what is judged.</param>
internal sealed record StreamLayerServices(int Slots, StreamMemory Memory, IStreamLayer Last);
