namespace SipIds.Streams.Layers;

/// <summary>What stands on TCP, or on another layer: makes of the ordered bytes of a stream the bytes of the layer above (<see cref="StackedLayer"/>), or what is judged.</summary>
/// <remarks>It never throws, whatever the bytes. What it knows of a stream it keeps under the stream's slot, in arrays made at the start, and what it buffers is of <see cref="StreamMemory"/>.</remarks>
internal interface IStreamLayer
{
    /// <summary>Whether bytes begin what this layer reads: asked when the layers of a connection are chosen, and where its beginning was missed.</summary>
    StreamStart Judge(ReadOnlySpan<byte> bytes);

    /// <summary>Whether a segment begins so plainly that what waits before it, out of step, is given up.</summary>
    bool IsUnmistakable(ReadOnlySpan<byte> segment);

    /// <summary>A stream begins.</summary>
    void Begin(int slot);

    /// <summary>A stream goes on after bytes that were missed, or after its end.</summary>
    /// <param name="slot">The stream.</param>
    /// <param name="isInStep">Whether its next byte begins what this layer reads.</param>
    void Resume(int slot, bool isInStep);

    /// <summary>Reads what comes next.</summary>
    /// <param name="place">The stream.</param>
    /// <param name="data">All of its bytes that are in order and not done with.</param>
    /// <param name="bytes">The item's bytes, or those for the layer above, until the next call.</param>
    StreamCut Next(scoped in StreamPlace place, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes);

    /// <summary>What this layer keeps of something that is not whole yet; empty if all that waits is in the bytes that it left.</summary>
    /// <param name="slot">The stream.</param>
    /// <param name="sequence">Where it begins in the sequence numbers of <see cref="StreamPlace.Begin"/>; never after its first byte.</param>
    ReadOnlySpan<byte> Waiting(int slot, out uint sequence);

    /// <summary>Gives back what it buffers of a stream.</summary>
    void Release(int slot);
}
