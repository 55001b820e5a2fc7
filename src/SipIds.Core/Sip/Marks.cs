using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip;

/// <summary>The bytes of a field's value that are no letter, digit, <c>-</c>, <c>.</c> or <c>_</c>, as a set of bits: where its parts may end.</summary>
/// <remarks>Reading a value by its marks takes one step a part, not one a byte.</remarks>
internal readonly struct Marks
{
    /// <summary>The shortest and the longest value that has marks.</summary>
    public const int MinLength = 16;

    /// <inheritdoc cref="MinLength"/>
    public const int MaxLength = 128;

    private readonly ulong _first;
    private readonly ulong _second;

    private Marks(ulong first, ulong second)
    {
        _first = first;
        _second = second;
    }

    /// <summary>The marks of a value of 16 to 128 bytes. Reads nothing outside it: blocks overlap where it ends.</summary>
    public static Marks Of(ReadOnlySpan<byte> text)
    {
        ref var data = ref MemoryMarshal.GetReference(text);
        var length = text.Length;
        if (length >= 64)
        {
            return new(Block64(ref data, 0), Block64(ref data, length - 64) >> (MaxLength - length) & HighBits(length));
        }

        return length >= 32
            ? new(Block32(ref data, 0) | ((ulong)Block32(ref data, length - 32) << (length - 32)), 0)
            : new(Block16(ref data, 0) | ((ulong)Block16(ref data, length - 16) << (length - 16)), 0);
    }

    /// <summary>The first mark at or after <paramref name="index"/>; <see cref="MaxLength"/> if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int index)
    {
        if (index < 64)
        {
            var rest = _first >> index;
            if (rest != 0)
            {
                return index + BitOperations.TrailingZeroCount(rest);
            }

            index = 64;
        }

        var upper = index < MaxLength ? _second >> (index - 64) : 0;
        return upper != 0 ? index + BitOperations.TrailingZeroCount(upper) : MaxLength;
    }

    // With exactly 64 bytes the second block is the first again, and its bits belong to nobody.
    private static ulong HighBits(int length) => length == 64 ? 0 : ulong.MaxValue;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Block16(ref byte data, int offset)
    {
        var bytes = Vector128.LoadUnsafe(ref data, (nuint)offset);
        var lower = bytes | Vector128.Create((byte)0x20);
        var plain = Vector128.LessThan(lower - Vector128.Create((byte)'a'), Vector128.Create((byte)26))
            | Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10))
            | Vector128.LessThan(bytes - Vector128.Create((byte)'-'), Vector128.Create((byte)2))
            | Vector128.Equals(bytes, Vector128.Create((byte)'_'));
        return ~plain.ExtractMostSignificantBits() & 0xFFFF;
    }
}
