using SipIds.Streams.Layers;

namespace SipIds.Streams;

// What is asked of the layers above, and what they are told.
public sealed partial class TcpReassembler
{
    /// <summary>What reads the streams.</summary>
    internal StreamLayers Layers => _layers;

    // The two directions of a connection have the same layers: what one of them begins with says it for both.
    private bool TryChoose(int slot, ReadOnlySpan<byte> data)
    {
        ref var stream = ref _table[slot];
        var other = Opposite >= 0 && _table[Opposite].Stage is not StreamStage.Finished ? _table[Opposite].Layer : StreamLayers.Undecided;
        stream.Layer = other != StreamLayers.Undecided ? other
            : data.IsEmpty ? StreamLayers.Undecided
            : _layers.Choose(data, stream.IsComplete);
        if (stream.Layer == StreamLayers.Undecided)
        {
            return false;
        }

        _layers[stream.Layer].Begin(slot);
        return true;
    }

    private StreamStart Judge(in TcpStream stream, ReadOnlySpan<byte> bytes) =>
        stream.Layer == StreamLayers.Undecided ? _layers.Judge(bytes, out _) : _layers[stream.Layer].Judge(bytes);

    // A stream's bytes go on in another place than was expected.
    private void Turn(int slot, StreamStage stage)
    {
        ref var stream = ref _table[slot];
        stream.Stage = stage;
        if (stage is StreamStage.Finished)
        {
            ReleaseLayer(slot);
            return;
        }

        if (stream.Layer == StreamLayers.Undecided)
        {
            stream.Layer = _layers.Last;
            _layers[stream.Layer].Begin(slot);
        }

        _layers[stream.Layer].Resume(slot, stage is StreamStage.Followed);
    }

    private void ReleaseLayer(int slot)
    {
        if (_table[slot] is { Stage: not StreamStage.Free, Layer: not StreamLayers.Undecided } stream)
        {
            _layers[stream.Layer].Release(slot);
        }
    }
}
