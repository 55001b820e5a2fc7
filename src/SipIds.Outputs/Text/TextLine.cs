using System.Globalization;
using System.Text;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Text;

/// <summary>A line of text being put together in a buffer that is used again.</summary>
internal sealed class TextLine
{
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _wholeFrom;
    private int _wholeTo;

    public int Length => _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = _wholeFrom = _wholeTo = 0;

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
    }

    public void Add(string text)
    {
        var room = Room(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, room);
    }

    /// <summary>Adds a value whose text has at most 64 bytes: a number, an address.</summary>
    public void Add<T>(T value)
        where T : IUtf8SpanFormattable
    {
        _ = value.TryFormat(Room(64), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Adds what a packet held, as <see cref="PrintableText"/> makes it safe to show.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="limit">The most bytes of it that are shown.</param>
    public void AddPrintable(ReadOnlySpan<byte> text, int limit)
    {
        var shown = Utf8Text.Cut(text, limit);
        _length += PrintableText.Write(shown, Room(shown.Length * PrintableText.MaxExpansion));
        if (shown.Length < text.Length)
        {
            Add("…"u8);
        }
    }

    /// <summary>Adds blanks until what began at <paramref name="start"/> is <paramref name="width"/> bytes wide.</summary>
    public void Pad(int start, int width)
    {
        var missing = start + width - _length;
        if (missing > 0)
        {
            Room(missing)[..missing].Fill((byte)' ');
            _length += missing;
        }
    }

    /// <summary>Says that what was added since a place stays whole, or is left out.</summary>
    /// <param name="start">Where it begins.</param>
    public void KeepWhole(int start) => (_wholeFrom, _wholeTo) = (start, _length);

    /// <summary>Cuts the line to a number of columns: at its last blank that leaves room for an ellipsis. Codes that colour it take no room.</summary>
    public void Fit(int width)
    {
        var (columns, end, place) = (0, 0, 0);
        while (place < _length)
        {
            if (_bytes[place] == '\e')
            {
                place += _bytes.AsSpan(place, _length - place).IndexOf((byte)'m') + 1;
                continue;
            }

            // Two columns before the end: a blank and the ellipsis.
            if (_bytes[place] == ' ' && columns <= width - 2 && (place <= _wholeFrom || place >= _wholeTo))
            {
                end = place;
            }

            columns += (_bytes[place] & 0xC0) == 0x80 ? 0 : 1;
            place++;
        }

        if (columns > width && end > 0)
        {
            _length = end;
            while (_length > 0 && _bytes[_length - 1] == ' ')
            {
                _length--;
            }

            Add(" …"u8);
        }
    }

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + needed));
        }

        return _bytes.AsSpan(_length);
    }
}
