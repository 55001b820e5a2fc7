using System.Buffers.Binary;
using SipIds.Streams;
using SipIds.Streams.Layers;

namespace SipIds.Core.Tests.Streams;

/// <summary>Pieces of bytes, each after four bytes that say its length. It stands for WebSocket, or for TLS if its bytes cannot be replaced.</summary>
/// <param name="services">What it is made with.</param>
/// <param name="isVerbatim">Whether what it carries may be replaced.</param>
internal sealed class PrefixLayer(StreamLayerServices services, bool isVerbatim = true) : IStreamLayer
{
    private const int Prefix = 4;
    private const int MaxPiece = 4096;

    private readonly State[] _states = new State[services.Slots];

    /// <summary>How often it was asked whether bytes begin a stream of it.</summary>
    public int Judged { get; private set; }

    /// <summary>It, with SIP on it.</summary>
    public static StreamLayerFactory UnderSip(bool isVerbatim = true) => services => new StackedLayer(new PrefixLayer(services, isVerbatim), services.Last, services);

    /// <summary>Text as it goes over the wire, in pieces of a length.</summary>
    public static string Wrap(string text, int length = MaxPiece) =>
        string.Concat(text.Chunk(length).Select(piece => $"\0\0{(char)(piece.Length >> 8)}{(char)(piece.Length & 0xFF)}{new string(piece)}"));

    public StreamStart Judge(ReadOnlySpan<byte> bytes)
    {
        Judged++;
        return bytes switch
        {
            [0, 0, _, _, ..] => StreamStart.Yes,
            [] or [0] or [0, 0] or [0, 0, _] => StreamStart.Open,
            _ => StreamStart.No,
        };
    }

    public bool IsUnmistakable(ReadOnlySpan<byte> segment) => false;

    public void Begin(int slot) => _states[slot] = default;

    // Nothing says where a prefix lies, once one was missed.
    public void Resume(int slot, bool isInStep) => _states[slot] = new() { IsLost = !isInStep };

    public StreamCut Next(scoped in StreamPlace place, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        ref var state = ref _states[place.Slot];
        if (state.IsLost)
        {
            return new(StreamItem.None, data.Length, StreamStage.Ignoring);
        }

        var start = state.Left > 0 ? 0 : Prefix;
        if (data.Length <= start)
        {
            return new(StreamItem.None, 0, StreamStage.Followed);
        }

        state.Left = start > 0 ? BinaryPrimitives.ReadInt32BigEndian(data) : state.Left;
        if (state.Left is <= 0 or > MaxPiece)
        {
            state.IsLost = true;
            return new(StreamItem.None, data.Length, StreamStage.Ignoring);
        }

        var length = Math.Min(state.Left, data.Length - start);
        state.Left -= length;
        bytes = data.Slice(start, length);
        return new(StreamItem.None, start + length, StreamStage.Followed)
        {
            IsForNext = true,
            IsVerbatim = isVerbatim,
            Sequence = place.Begin + (isVerbatim ? (uint)start : 0),
        };
    }

    public ReadOnlySpan<byte> Waiting(int slot, out uint sequence)
    {
        sequence = 0;
        return default;
    }

    public void Release(int slot)
    {
    }

    private struct State
    {
        public int Left;
        public bool IsLost;
    }
}
