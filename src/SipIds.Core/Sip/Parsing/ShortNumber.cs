using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SipIds.Sip.Parsing;

/// <summary>Reads numbers of one to eight digits in one step, eight bytes at once: a loop's end would be guessed wrong for every number of another length.</summary>
internal static class ShortNumber
{
    public const int MaxDigits = sizeof(ulong);

    private const int BitsInByte = 8;
    private const ulong Zeros = 0x3030_3030_3030_3030;

    /// <summary>How many digits the eight bytes at <paramref name="start"/>, which must be there, begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountDigits(ReadOnlySpan<byte> payload, int start) =>
        BitOperations.TrailingZeroCount(OtherThanDigits(BinaryPrimitives.ReadUInt64LittleEndian(payload[start..]) ^ Zeros)) / BitsInByte;

    /// <summary>Reads the number in the <paramref name="length"/> bytes before <paramref name="end"/>. False where they are no number, or too few or too many to be read here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ReadOnlySpan<byte> payload, int end, int length, out uint number)
    {
        number = 0;
        if (length is <= 0 or > MaxDigits || end < MaxDigits)
        {
            return false;
        }

        // Zeros in front change no number.
        var digits = BinaryPrimitives.ReadUInt64LittleEndian(payload[(end - MaxDigits)..]) ^ Zeros;
        digits &= ulong.MaxValue << (BitsInByte * (MaxDigits - length));
        number = ToNumber(digits);
        return OtherThanDigits(digits) == 0;
    }

    // The upper bit of each byte that is no digit any more; below the first of them nothing is wrong.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OtherThanDigits(ulong digits) =>
        (((digits & 0x7F7F_7F7F_7F7F_7F7F) + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;

    // Digits to pairs, pairs to fours, fours to eight; the first digit is in the lowest byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ToNumber(ulong digits)
    {
        const ulong everyFourth = 0x0000_00FF_0000_00FF;
        var pairs = (digits * 10) + (digits >> BitsInByte);
        return (uint)((((pairs & everyFourth) * (100 + (1_000_000UL << 32))) + (((pairs >> (2 * BitsInByte)) & everyFourth) * (1 + (10_000UL << 32)))) >> 32);
    }
}
