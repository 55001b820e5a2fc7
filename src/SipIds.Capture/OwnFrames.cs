namespace SipIds.Capture;

/// <summary>The few frames that a sensor sends of its own accord, until the frame that they follow has its verdict.</summary>
internal sealed class OwnFrames
{
    private const int Capacity = 4;
    private const int Longest = 1_514;

    private readonly byte[] _bytes = new byte[Capacity * Longest];
    private readonly int[] _lengths = new int[Capacity];
    private readonly bool[] _back = new bool[Capacity];

    public int Count { get; private set; }

    /// <summary>Keeps a frame; false if it is too long, or there are too many.</summary>
    public bool TryAdd(ReadOnlySpan<byte> frame, bool back)
    {
        if (Count == Capacity || frame.Length > Longest)
        {
            return false;
        }

        frame.CopyTo(_bytes.AsSpan(Count * Longest));
        _lengths[Count] = frame.Length;
        _back[Count++] = back;
        return true;
    }

    /// <summary>A frame.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(index * Longest, _lengths[index]);

    /// <summary>Whether a frame goes to where the one that it follows came from.</summary>
    public bool GoesBack(int index) => _back[index];

    public void Clear() => Count = 0;
}
