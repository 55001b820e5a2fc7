namespace SipIds.Streams.Layers;

/// <summary>The bytes that one layer has for the layer above and that are not done with there, and where in the stream beneath each lies.</summary>
/// <remarks>They are numbered as TCP's are, from 0. Where they lie is known exactly for a few pieces; of more, only that they do not lie before the last of these.</remarks>
internal sealed class CarriedBytes
{
    private const int Capacity = 16;

    private readonly Piece[] _pieces = new Piece[Capacity];
    private int _count;
    private uint _end;

    /// <summary>The bytes; null if none wait.</summary>
    public StreamBuffer? Buffer;

    /// <summary>How the layer above goes on.</summary>
    public StreamStage Stage { get; set; }

    /// <summary>Whether the layer above has more without further bytes.</summary>
    public bool HasMore { get; set; }

    public ReadOnlySpan<byte> Ready => Buffer is { } buffer ? buffer.Ready : default;

    /// <summary>The number of the first byte that is not done with.</summary>
    public uint Start => _end - (uint)Ready.Length;

    public void Clear()
    {
        (_count, _end) = (0, 0);
        (Stage, HasMore) = (StreamStage.Followed, false);
    }

    /// <summary>Notes where bytes lie that are written next.</summary>
    public void Append(uint sequence, int length, bool isVerbatim)
    {
        var goesOn = _count > 0 && _pieces[_count - 1] is { IsVerbatim: true } last && isVerbatim && last.Sequence + (_end - last.Start) == sequence;
        if (!goesOn && _count < Capacity)
        {
            _pieces[_count++] = new(_end, sequence, isVerbatim);
        }
        else if (!goesOn)
        {
            _pieces[_count - 1] = _pieces[_count - 1] with { IsVerbatim = false };
        }

        _end += (uint)length;
    }

    /// <summary>Where a byte lies, or at the latest begins what it lies in.</summary>
    public uint Locate(uint number)
    {
        var piece = _pieces[Find(number)];
        return piece.IsVerbatim ? piece.Sequence + (number - piece.Start) : piece.Sequence;
    }

    /// <summary>Whether bytes lie beneath as they are, and in one piece.</summary>
    public bool IsVerbatim(uint number, int length)
    {
        var index = Find(number);
        var end = index + 1 < _count ? _pieces[index + 1].Start : _end;
        return _pieces[index].IsVerbatim && (int)(end - number) >= length;
    }

    /// <summary>Forgets where the bytes before a number lie.</summary>
    public void Trim(uint number)
    {
        var done = 0;
        while (done + 1 < _count && (int)(_pieces[done + 1].Start - number) <= 0)
        {
            done++;
        }

        Array.Copy(_pieces, done, _pieces, 0, _count - done);
        _count -= done;
    }

    private int Find(uint number)
    {
        var index = Math.Max(_count - 1, 0);
        while (index > 0 && (int)(_pieces[index].Start - number) > 0)
        {
            index--;
        }

        return index;
    }

    private readonly record struct Piece(uint Start, uint Sequence, bool IsVerbatim);
}
