using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Finds any of some words in a text, in any case, 16 or 32 places at a time.</summary>
/// <remarks>
/// Of each word four bytes in a row are looked for first, those least common in SIP. Each word belongs to one of eight groups, a bit each;
/// for each of the four bytes, two tables by half byte say which groups may have it there. Only where a group is left are words compared.
/// </remarks>
internal sealed class WordMatcher
{
    private const int Width = 16;
    private const int Window = 4;
    private const int Groups = 8;
    private const int Block = Width + Window - 1;
    private const byte CaseBit = 0x20;

    // The commonest first, as they come in addresses and products.
    private const string Common = "sip:0123456789.@<>;=aetnorlcdumhgb-/ ";

    private readonly Word[][] _groups;
    private readonly int _shortest;
    private readonly Vector128<byte> _low0;
    private readonly Vector128<byte> _low1;
    private readonly Vector128<byte> _low2;
    private readonly Vector128<byte> _low3;
    private readonly Vector128<byte> _high0;
    private readonly Vector128<byte> _high1;
    private readonly Vector128<byte> _high2;
    private readonly Vector128<byte> _high3;

    public WordMatcher(IEnumerable<string> words)
    {
        Word[] all = [.. words.Where(word => word.Length > 0).Select(Word.Of).OrderBy(word => word.First & 0x0F)];
        _shortest = all.Length == 0 ? int.MaxValue : all.Min(word => word.Bytes.Length);
        _groups = [.. Enumerable.Range(0, Groups).Select(group => all[(all.Length * group / Groups)..(all.Length * (group + 1) / Groups)])];
        (_low0, _high0) = Tables(0);
        (_low1, _high1) = Tables(1);
        (_low2, _high2) = Tables(2);
        (_low3, _high3) = Tables(3);
    }

    /// <summary>Whether one of the words is in <paramref name="text"/>.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        var step = Avx2.IsSupported && text.Length >= Block + Width ? 2 * Width : Width;
        var last = text.Length - step - (Window - 1);
        var offset = 0;
        while (offset <= last)
        {
            if (step == Width ? IsInBlock(text, offset) : IsInTwoBlocks(text, offset))
            {
                return true;
            }

            // The last block overlaps the one before it, so that only words shorter than a window are left for the tail.
            offset = offset < last && offset + step > last ? last : offset + step;
        }

        return text.Length - offset >= Math.Min(_shortest, Window) && IsInTail(text, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInBlock(ReadOnlySpan<byte> text, int offset)
    {
        var groups = GroupsAt(ref Unsafe.Add(ref MemoryMarshal.GetReference(text), offset));
        return groups != Vector128<byte>.Zero && IsAt(text, offset, groups);
    }

    // As two single blocks, in half the steps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInTwoBlocks(ReadOnlySpan<byte> text, int offset)
    {
        ref var data = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), offset);
        var groups = Look(Vector256.LoadUnsafe(ref data), _low0, _high0)
            & Look(Vector256.LoadUnsafe(ref data, 1), _low1, _high1)
            & Look(Vector256.LoadUnsafe(ref data, 2), _low2, _high2)
            & Look(Vector256.LoadUnsafe(ref data, 3), _low3, _high3);
        return groups != Vector256<byte>.Zero && (IsAt(text, offset, groups.GetLower()) || IsAt(text, offset + Width, groups.GetUpper()));
    }

    // All of a short text; of a longer one the last bytes.
    private bool IsInTail(ReadOnlySpan<byte> text, int offset)
    {
        Span<byte> tail = stackalloc byte[2 * Width];
        for (; offset < text.Length; offset += Width)
        {
            tail.Clear();
            text[offset..Math.Min(text.Length, offset + Block)].CopyTo(tail);
            var groups = GroupsAt(ref MemoryMarshal.GetReference(tail));
            if (groups != Vector128<byte>.Zero && IsAt(text, offset, groups))
            {
                return true;
            }
        }

        return false;
    }

    // For each of 16 places, the groups with a word whose window may begin there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> GroupsAt(ref byte data) =>
        Look(Vector128.LoadUnsafe(ref data), _low0, _high0)
        & Look(Vector128.LoadUnsafe(ref data, 1), _low1, _high1)
        & Look(Vector128.LoadUnsafe(ref data, 2), _low2, _high2)
        & Look(Vector128.LoadUnsafe(ref data, 3), _low3, _high3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Look(Vector128<byte> bytes, Vector128<byte> low, Vector128<byte> high)
    {
        bytes |= Vector128.Create(CaseBit);
        var lowHalf = Vector128.ShuffleNative(low, bytes & Vector128.Create((byte)0x0F));
        return lowHalf & Vector128.ShuffleNative(high, Vector128.ShiftRightLogical(bytes, 4));
    }

    // Avx2.Shuffle looks up each half of the vector by itself, in the same table.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Look(Vector256<byte> bytes, Vector128<byte> low, Vector128<byte> high)
    {
        bytes |= Vector256.Create(CaseBit);
        var lowHalf = Avx2.Shuffle(Vector256.Create(low, low), bytes & Vector256.Create((byte)0x0F));
        return lowHalf & Avx2.Shuffle(Vector256.Create(high, high), Vector256.ShiftRightLogical(bytes, 4));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsAt(ReadOnlySpan<byte> text, int offset, Vector128<byte> groups)
    {
        var places = ~Vector128.Equals(groups, Vector128<byte>.Zero).ExtractMostSignificantBits() & ushort.MaxValue;
        for (; places != 0; places &= places - 1)
        {
            var place = BitOperations.TrailingZeroCount(places);
            for (uint bits = groups[place]; bits != 0; bits &= bits - 1)
            {
                foreach (var word in _groups[BitOperations.TrailingZeroCount(bits)])
                {
                    if (word.IsAt(text, offset + place))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private (Vector128<byte> Low, Vector128<byte> High) Tables(int place)
    {
        var low = new byte[Width];
        var high = new byte[Width];
        for (var group = 0; group < Groups; group++)
        {
            foreach (var word in _groups[group])
            {
                for (var half = 0; half < Width; half++)
                {
                    // Past the end of a short word, anything may stand.
                    var value = word.At(place);
                    low[half] |= (byte)(value < 0 || (value & 0x0F) == half ? 1 << group : 0);
                    high[half] |= (byte)(value < 0 || value >> 4 == half ? 1 << group : 0);
                }
            }
        }

        return (Vector128.Create(low), Vector128.Create(high));
    }

    private sealed record Word(byte[] Bytes, int Start)
    {
        public int First => At(0);

        public static Word Of(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text.ToLowerInvariant());
            return new(bytes, Enumerable.Range(0, Math.Max(bytes.Length - Window + 1, 1)).MaxBy(start => Rarity(bytes.AsSpan(start))));
        }

        /// <summary>The byte at a place of the window, its case bit set; -1 past the end of the word.</summary>
        public int At(int place) => Start + place < Bytes.Length ? Bytes[Start + place] | CaseBit : -1;

        /// <summary>Whether the word stands in the text so that its window begins at <paramref name="place"/>.</summary>
        public bool IsAt(ReadOnlySpan<byte> text, int place)
        {
            var start = place - Start;
            if (start < 0 || text.Length - start < Bytes.Length)
            {
                return false;
            }

            for (var index = Bytes.Length - 1; index >= 0; index--)
            {
                var value = text[start + index];
                if (Bytes[index] != value && Bytes[index] != (char.IsAsciiLetterUpper((char)value) ? value | CaseBit : -1))
                {
                    return false;
                }
            }

            return true;
        }

        private static int Rarity(ReadOnlySpan<byte> bytes)
        {
            var sum = 0;
            foreach (var value in bytes[..Math.Min(Window, bytes.Length)])
            {
                var rank = Common.IndexOf((char)value, StringComparison.Ordinal);
                sum += rank < 0 ? Common.Length : rank;
            }

            return sum;
        }
    }
}
