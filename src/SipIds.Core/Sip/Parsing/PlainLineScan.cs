using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SipIds.Sip.Parsing;

/// <summary>What <see cref="LineScan"/> finds in the head of all but a few messages: lines that end in CRLF, the last of them empty, and no other control character.</summary>
internal static class PlainLineScan
{
    private const int Width = LineScan.Width;

    /// <summary>Fills <paramref name="lineEnds"/> with the offsets of the line feeds. False, and what was filled of no use, if the head has another form.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="start">Where it begins; with neither CR nor LF.</param>
    /// <param name="lineEnds">Room for the offsets.</param>
    /// <param name="lines">How many line ends there are, that of the empty line included.</param>
    /// <param name="headEnd">Offset of the first byte after the empty line.</param>
    public static bool TryRun(ReadOnlySpan<byte> payload, int start, Span<ushort> lineEnds, out int lines, out int headEnd)
    {
        ref var data = ref MemoryMarshal.GetReference(payload);
        ref var next = ref MemoryMarshal.GetReference(lineEnds);
        var length = Math.Min(payload.Length, ushort.MaxValue);
        ulong returnCarry = 0, feedCarry = 0;
        var count = 0;
        lines = headEnd = 0;
        for (var block = start; block < length && count <= lineEnds.Length - Width; block += Width)
        {
            var masks = block + Width <= length ? LineScan.Masks(ref Unsafe.Add(ref data, block)) : LineScan.TailMasks(payload, block, length);
            var feeds = masks.LineFeeds;
            var odd = (((masks.Returns << 1) | returnCarry) ^ feeds) | masks.Controls;

            // An empty line is LF CR LF; that a CR stands before each LF is known where nothing is odd.
            var empty = feeds & ((feeds << 2) | feedCarry);
            if ((empty | odd) != 0)
            {
                var counted = empty ^ (empty - 1);
                lines = count + LineScan.Keep(feeds & counted, block, ref Unsafe.Add(ref next, count));
                headEnd = block + BitOperations.TrailingZeroCount(empty) + 1;
                return empty != 0 && (odd & counted) == 0;
            }

            count += LineScan.Keep(feeds, block, ref Unsafe.Add(ref next, count));
            returnCarry = masks.Returns >> (Width - 1);
            feedCarry = feeds >> (Width - 2);
        }

        return false;
    }
}
