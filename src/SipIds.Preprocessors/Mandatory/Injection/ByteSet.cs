using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>A set of ASCII bytes that is looked for at the beginning of short texts, 32 bytes in one step.</summary>
/// <remarks>For each half of a byte a table says with which other halves it is in the set, a bit for each; what both tables agree on is in it.</remarks>
internal sealed class ByteSet
{
    private const int Width = 16;
    private const int Step = 2 * Width;

    private readonly SearchValues<byte> _values;
    private readonly Vector128<byte> _low;
    private readonly Vector128<byte> _high;

    /// <param name="values">ASCII alone, so that a bit is enough for each of the eight upper halves.</param>
    public ByteSet(ReadOnlySpan<byte> values)
    {
        Span<byte> low = stackalloc byte[Width];
        Span<byte> high = stackalloc byte[Width];
        low.Clear();
        high.Clear();
        foreach (var value in values)
        {
            low[value & 0x0F] |= (byte)(1 << (value >> 4));
            high[value >> 4] = (byte)(1 << (value >> 4));
        }

        _values = SearchValues.Create(values);
        _low = Vector128.Create<byte>(low);
        _high = Vector128.Create<byte>(high);
    }

    /// <summary>Whether one of the set is in <paramref name="text"/>.</summary>
    public bool IsIn(ReadOnlySpan<byte> text) => text.ContainsAny(_values);

    /// <summary>Whether one of the set is among the first bytes of <paramref name="text"/>.</summary>
    public bool IsInStart(ReadOnlySpan<byte> text, int length)
    {
        if (length > Step || text.Length < Step)
        {
            return text[..length].ContainsAny(_values);
        }

        // The text goes on, so that whole vectors can be read; what is past the length is masked.
        ref var data = ref MemoryMarshal.GetReference(text);
        var members = Members(ref data) | ((ulong)Members(ref Unsafe.Add(ref data, Width)) << Width);
        return (members & ((1UL << length) - 1)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Members(ref byte data)
    {
        var bytes = Vector128.LoadUnsafe(ref data);
        var low = Vector128.ShuffleNative(_low, bytes & Vector128.Create((byte)0x0F));
        var high = Vector128.ShuffleNative(_high, Vector128.ShiftRightLogical(bytes, 4));
        return ~Vector128.Equals(low & high, Vector128<byte>.Zero).ExtractMostSignificantBits() & ushort.MaxValue;
    }
}
