using System.Buffers.Text;
using SipIds.Packets;

namespace SipIds.Events;

/// <summary>Puts the detail of a report together in a buffer of the caller's; what does not fit is cut.</summary>
public ref struct DetailWriter
{
    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Writes into a buffer, of <see cref="Alert.MaxDetailLength"/> bytes or fewer: more are not shown.</summary>
    public DetailWriter(Span<byte> buffer) => _buffer = buffer;

    /// <summary>What was written so far.</summary>
    public readonly ReadOnlySpan<byte> Text => _buffer[.._length];

    /// <summary>Adds bytes as they are.</summary>
    public void Add(scoped ReadOnlySpan<byte> text)
    {
        var length = Math.Min(text.Length, _buffer.Length - _length);
        text[..length].CopyTo(_buffer[_length..]);
        _length += length;
    }

    /// <summary>Adds a decimal number, if the whole of it fits.</summary>
    public void Add(long number)
    {
        if (Utf8Formatter.TryFormat(number, _buffer[_length..], out var written))
        {
            _length += written;
        }
    }

    /// <summary>Adds an address with its port, if the whole of it fits.</summary>
    public void Add(NetEndpoint endpoint)
    {
        if (endpoint.TryFormat(_buffer[_length..], out var written, default, null))
        {
            _length += written;
        }
    }
}
