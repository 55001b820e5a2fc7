using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip.Parsing;

/// <summary>The first of two passes over the head of a message: where its lines end, and whether bytes stand in it that may not.</summary>
/// <remarks>64 bytes at a time, without a branch that depends on how long a line is: a mispredicted branch costs more than a line.</remarks>
internal ref struct LineScan
{
    /// <summary>How many bytes are looked at in one step.</summary>
    public const int Width = 64;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly Span<ushort> _lineEnds;

    /// <param name="payload">The message.</param>
    /// <param name="lineEnds">Filled with the offsets of the line feeds; what finds no room is not indexed.</param>
    public LineScan(ReadOnlySpan<byte> payload, Span<ushort> lineEnds)
    {
        _payload = payload;
        _lineEnds = lineEnds;
    }

    /// <summary>How many line ends were found, that of the empty line included.</summary>
    public int Lines { get; private set; }

    /// <summary>Offset of the first byte after the empty line; the payload's length if none ends the head.</summary>
    public int HeadEnd { get; private set; }

    public bool HasEmptyLine { get; private set; }

    /// <summary>Whether there are more lines, or more bytes of head, than can be indexed.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether a control character other than CR and LF stands in the head; a tab is one.</summary>
    public bool HasControl { get; private set; }

    public bool HasBareLineFeed { get; private set; }

    public bool HasLineEnd { get; private set; }

    public bool HasBareReturn { get; private set; }

    /// <summary>Whether there is nothing to say of the head but where its lines are.</summary>
    public readonly bool IsPlain => HasEmptyLine && !(IsFull | HasControl | HasBareLineFeed | HasBareReturn);

    public void Run(int start)
    {
        HeadEnd = _payload.Length;
        ref var data = ref MemoryMarshal.GetReference(_payload);
        var length = Math.Min(_payload.Length, ushort.MaxValue);
        ulong returnCarry = 0, feedCarry = 0, returnAfterFeedCarry = 0;
        ulong controls = 0, bareFeeds = 0, bareReturns = 0, lineEnds = 0;
        var block = start;
        var empty = 0UL;
        for (; block < length && empty == 0; block += Width)
        {
            var masks = block + Width <= length ? Masks(ref Unsafe.Add(ref data, block)) : TailMasks(_payload, block, length);
            var (feeds, returns) = (masks.LineFeeds, masks.Returns);
            var afterReturns = (returns << 1) | returnCarry;
            var afterFeeds = (feeds << 1) | feedCarry;
            var returnsAfterFeeds = returns & afterFeeds;

            // An empty line: LF LF, or LF CR LF.
            empty = feeds & (afterFeeds | (returnsAfterFeeds << 1) | returnAfterFeedCarry);
            var counted = empty ^ (empty - 1);
            returnCarry = returns >> (Width - 1);
            feedCarry = feeds >> (Width - 1);
            returnAfterFeedCarry = returnsAfterFeeds >> (Width - 1);
            controls |= masks.Controls & counted;
            bareFeeds |= feeds & ~afterReturns & counted;
            bareReturns |= afterReturns & ~feeds & counted;
            lineEnds |= feeds & afterReturns & counted;
            if (Lines + Width > _lineEnds.Length)
            {
                IsFull = true;
                break;
            }

            Lines += Keep(feeds & counted, block, ref _lineEnds[Lines]);
        }

        // A CR that ends the payload has no LF either.
        bareReturns |= empty == 0 ? returnCarry : 0;
        HasControl = controls != 0;
        HasBareLineFeed = bareFeeds != 0;
        HasBareReturn = bareReturns != 0;
        HasLineEnd = lineEnds != 0;
        if (empty != 0 && !IsFull)
        {
            HasEmptyLine = true;
            HeadEnd = block - Width + BitOperations.TrailingZeroCount(empty) + 1;
        }
        else if (IsFull || _payload.Length > length)
        {
            FindEndOnly(Math.Min(block, length));
        }
    }

    /// <summary>Writes where the line feeds of a block are, 64 at most, and returns how many there are.</summary>
    /// <remarks>Writes two offsets whether there are so many or not: usually there are one or two in 64 bytes.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Keep(ulong feeds, int block, ref ushort next)
    {
        var count = BitOperations.PopCount(feeds);
        next = (ushort)(block + BitOperations.TrailingZeroCount(feeds));
        feeds &= feeds - 1;
        Unsafe.Add(ref next, 1) = (ushort)(block + BitOperations.TrailingZeroCount(feeds));
        for (feeds &= feeds - 1; feeds != 0; feeds &= feeds - 1)
        {
            next = ref Unsafe.Add(ref next, 1);
            Unsafe.Add(ref next, 1) = (ushort)(block + BitOperations.TrailingZeroCount(feeds));
        }

        return count;
    }

    // The rest is too long to index; the body still has to be found.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindEndOnly(int from)
    {
        IsFull = true;
        var start = Math.Max(from - 2, 0);
        var rest = _payload[start..];
        var crlf = rest.IndexOf("\n\r\n"u8);
        var lf = rest.IndexOf("\n\n"u8);
        HasEmptyLine = crlf >= 0 || lf >= 0;
        var end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 3 : lf + 2;
        HeadEnd = HasEmptyLine ? start + end : _payload.Length;
    }

    internal readonly struct BlockMasks(ulong lineFeeds, ulong returns, ulong controls)
    {
        public readonly ulong LineFeeds = lineFeeds;
        public readonly ulong Returns = returns;

        /// <summary>Every byte below a blank, and DEL; but for CR and LF.</summary>
        public readonly ulong Controls = controls & ~(lineFeeds | returns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static BlockMasks Masks(ref byte data)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var bytes = Vector512.LoadUnsafe(ref data);
            return new(
                Vector512.Equals(bytes, Vector512.Create((byte)'\n')).ExtractMostSignificantBits(),
                Vector512.Equals(bytes, Vector512.Create((byte)'\r')).ExtractMostSignificantBits(),
                (Vector512.LessThan(bytes, Vector512.Create((byte)' ')) | Vector512.Equals(bytes, Vector512.Create((byte)0x7F))).ExtractMostSignificantBits());
        }

        var lower = HalfMasks(Vector256.LoadUnsafe(ref data));
        var upper = HalfMasks(Vector256.LoadUnsafe(ref data, Width / 2));
        return new(lower.LineFeeds | (upper.LineFeeds << 32), lower.Returns | (upper.Returns << 32), lower.Controls | (upper.Controls << 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BlockMasks HalfMasks(Vector256<byte> bytes) => new(
        Vector256.Equals(bytes, Vector256.Create((byte)'\n')).ExtractMostSignificantBits(),
        Vector256.Equals(bytes, Vector256.Create((byte)'\r')).ExtractMostSignificantBits(),
        (Vector256.LessThan(bytes, Vector256.Create((byte)' ')) | Vector256.Equals(bytes, Vector256.Create((byte)0x7F))).ExtractMostSignificantBits());

    // The last bytes of a payload: the 64 bytes that end with it, shifted; or a copy where there are not so many.
    internal static BlockMasks TailMasks(ReadOnlySpan<byte> payload, int block, int length)
    {
        if (length >= Width)
        {
            var masks = Masks(ref Unsafe.Add(ref MemoryMarshal.GetReference(payload), length - Width));
            var shift = block - (length - Width);
            return new(masks.LineFeeds >> shift, masks.Returns >> shift, masks.Controls >> shift);
        }

        Span<byte> copy = stackalloc byte[Width];
        copy.Fill((byte)'x');
        payload[block..length].CopyTo(copy);
        return Masks(ref MemoryMarshal.GetReference(copy));
    }
}
