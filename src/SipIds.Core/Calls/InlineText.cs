using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SipIds.Calls;

/// <summary>Up to 47 bytes of text inside a fixed-size value: what a person is shown of a packet that is long gone. Longer text is cut.</summary>
public struct InlineText
{
    private const int Capacity = 47;

    private Bytes _bytes;
    private byte _length;

    /// <summary>The bytes.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<byte> Span => MemoryMarshal.CreateReadOnlySpan(in Unsafe.As<Bytes, byte>(ref Unsafe.AsRef(in _bytes)), _length);

    /// <summary>Takes a text.</summary>
    public void Set(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, Capacity)];
        text.CopyTo(_bytes);
        _length = (byte)text.Length;
    }

    /// <summary>The text as UTF-8.</summary>
    public override readonly string ToString() => System.Text.Encoding.UTF8.GetString(Span);

    [InlineArray(Capacity)]
    private struct Bytes
    {
        private byte _first;
    }
}
