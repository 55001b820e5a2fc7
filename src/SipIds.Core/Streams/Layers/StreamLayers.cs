namespace SipIds.Streams.Layers;

/// <summary>The ways to read a connection, and the choice between them, which is made once.</summary>
/// <param name="layers">Each a layer that stands on TCP. The first that knows the bytes is chosen; the last reads what no other knows.</param>
internal sealed class StreamLayers(params IStreamLayer[] layers)
{
    /// <summary>Stands for the layer of a stream that has not been chosen yet.</summary>
    public const byte Undecided = byte.MaxValue;

    // A layer that cannot say by then is not chosen.
    private const int MostToSay = 512;

    public IStreamLayer this[byte layer] => layers[layer];

    /// <summary>The layer of a stream that begins: undecided if there are several.</summary>
    public byte First => layers.Length == 1 ? (byte)0 : Undecided;

    /// <summary>The layer for what no other knows.</summary>
    public byte Last => (byte)(layers.Length - 1);

    /// <summary>Whether bytes begin what one of the layers reads, and which.</summary>
    public StreamStart Judge(ReadOnlySpan<byte> bytes, out byte layer)
    {
        for (layer = 0; layer < Last; layer++)
        {
            if (layers[layer].Judge(bytes) is not StreamStart.No and var start)
            {
                return start;
            }
        }

        return layers[Last].Judge(bytes);
    }

    /// <summary>Chooses by the first bytes of a stream; <see cref="Undecided"/> if they are too few.</summary>
    public byte Choose(ReadOnlySpan<byte> bytes, bool isLast)
    {
        for (byte layer = 0; layer < Last; layer++)
        {
            var start = layers[layer].Judge(bytes);
            if (start is StreamStart.Yes)
            {
                return layer;
            }

            if (start is StreamStart.Open && !isLast && bytes.Length < MostToSay)
            {
                return Undecided;
            }
        }

        return Last;
    }
}
