namespace SipIds.Sip;

/// <summary>A part of a field's value, in 4 bytes. Values are at most 65,535 bytes long.</summary>
internal readonly struct TextRange
{
    private readonly ushort _start;
    private readonly ushort _length;

    public TextRange(int start, int end)
    {
        _start = (ushort)start;
        _length = (ushort)Math.Max(end - start, 0);
    }

    public int Start => _start;

    public int End => _start + _length;

    public bool IsEmpty => _length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(_start, _length);
}
