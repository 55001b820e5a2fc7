namespace SipIds.Sip.Parsing;

/// <summary>A part of a field's value, in 4 bytes. Values are at most 65,535 bytes long.</summary>
internal readonly struct TextRange
{
    private const int LengthShift = 16;

    // One number, so that what is written in one step is read in one: a processor waits for a value that several writes made.
    private readonly uint _bits;

    public TextRange(int start, int end) => _bits = (ushort)start | ((uint)Math.Max(end - start, 0) << LengthShift);

    public int Start => (ushort)_bits;

    public int Length => (int)(_bits >> LengthShift);

    public int End => Start + Length;

    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}
