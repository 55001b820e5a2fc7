using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip.Parsing;

/// <summary>Steps through the bytes of a field's value that are no letter, digit, <c>-</c>, <c>.</c> or <c>_</c>: where its parts may end.</summary>
/// <remarks>Reading a value by its marks takes one step a part, not one a byte.</remarks>
internal struct Marks
{
    /// <summary>The longest value that has marks.</summary>
    public const int MaxLength = 128;

    private const int Width = 64;

    private ulong _bits;
    private ulong _rest;
    private int _offset;

    /// <summary>The marks of a value of 1 to 128 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Marks(ReadOnlySpan<byte> payload, TextRange range) => (_bits, _rest) = Read(payload, range);

    /// <summary>Whether a value has marks, by its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreIn(TextRange range) => range.Length is > 0 and <= MaxLength;

    /// <summary>The next mark; <see cref="MaxLength"/> or more if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        if (_bits == 0)
        {
            _bits = _rest;
            _rest = 0;
            _offset += Width;
        }

        var index = _offset + BitOperations.TrailingZeroCount(_bits);
        _bits &= _bits - 1;
        return index;
    }

    // The payload mostly goes on, so that whole blocks can be read; what is past the value is masked.
    private static (ulong First, ulong Second) Read(ReadOnlySpan<byte> payload, TextRange range) =>
        range.Start + MaxLength <= payload.Length
            ? Read(ref Unsafe.Add(ref MemoryMarshal.GetReference(payload), range.Start), range.Length)
            : ReadCopy(range.Of(payload));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ulong First, ulong Second) ReadCopy(ReadOnlySpan<byte> text)
    {
        Span<byte> copy = stackalloc byte[MaxLength];
        text.CopyTo(copy);
        return Read(ref MemoryMarshal.GetReference(copy), text.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong First, ulong Second) Read(ref byte data, int length) => (
        Block64(ref data, 0) & (ulong.MaxValue >> (Width - Math.Min(length, Width))),
        length > Width ? Block64(ref data, Width) & (ulong.MaxValue >> (MaxLength - length)) : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Block64(ref byte data, int offset) =>
        Block32(ref data, offset) | ((ulong)Block32(ref data, offset + 32) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Block32(ref byte data, int offset)
    {
        var bytes = Vector256.LoadUnsafe(ref data, (nuint)offset);
        var lower = bytes | Vector256.Create((byte)0x20);
        var plain = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26))
            | Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10))
            | Vector256.LessThan(bytes - Vector256.Create((byte)'-'), Vector256.Create((byte)2))
            | Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        return ~plain.ExtractMostSignificantBits();
    }
}
