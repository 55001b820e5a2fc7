using System.Buffers.Text;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Puts the detail of a report together in a buffer of the caller's; what does not fit is cut.</summary>
internal ref struct DetailWriter
{
    private readonly Span<byte> _buffer;
    private int _length;

    public DetailWriter(Span<byte> buffer) => _buffer = buffer;

    public readonly ReadOnlySpan<byte> Text => _buffer[.._length];

    public void Add(scoped ReadOnlySpan<byte> text)
    {
        var length = Math.Min(text.Length, _buffer.Length - _length);
        text[..length].CopyTo(_buffer[_length..]);
        _length += length;
    }

    public void Add(long number)
    {
        if (Utf8Formatter.TryFormat(number, _buffer[_length..], out var written))
        {
            _length += written;
        }
    }

    public void Add(Packets.NetEndpoint endpoint)
    {
        if (endpoint.TryFormat(_buffer[_length..], out var written, default, null))
        {
            _length += written;
        }
    }
}
