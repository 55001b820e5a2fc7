using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip.Parsing;

/// <summary>The second pass over the head of all but a few messages, whose lines end in CRLF and hold no control character: "Name: value" with a known name is read without a search or a loop.</summary>
/// <remarks>What it adds is what <see cref="HeaderSplit"/> would, which is asked for every other line.</remarks>
internal ref struct PlainHeaderSplit
{
    // What is read beyond the place of a line's first byte and before it.
    private const int After = SipHeaderNames.Width;
    private const int Before = sizeof(uint);

    private readonly ReadOnlySpan<byte> _payload;
    private readonly SipHeaderTable _table;

    public PlainHeaderSplit(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        _payload = payload;
        _table = table;
    }

    /// <summary>What was met or forgiven.</summary>
    public SipAnomalies Anomalies { get; private set; }

    /// <summary>Adds the lines whose ends are given to the table; the first begins at <paramref name="start"/>. False if one of them is folded: then the table is to be filled anew.</summary>
    public bool TryRun(int start, ReadOnlySpan<ushort> lineEnds)
    {
        if (start < Before || _payload.Length < After || lineEnds.Length > SipHeaderTable.MaxCapacity)
        {
            return false;
        }

        ref var data = ref MemoryMarshal.GetReference(_payload);
        var entries = _table.Space;
        var first = _table.FirstSpace;
        var lastStart = _payload.Length - After;
        ulong present = 0, repeated = 0;
        var count = 0;
        foreach (var lineFeed in lineEnds)
        {
            var found = start <= lastStart ? Find(ref Unsafe.Add(ref data, start)) : FindAtEnd(start);
            var valueStart = start + found.Colon + 2;
            var end = lineFeed - 1;

            // Every white space is below 0x21, and so is nothing that a value usually begins or ends with.
            if (found.Id is SipHeaderId.Other || Unsafe.Add(ref data, valueStart) <= ' ' || Unsafe.Add(ref data, end - 1) <= ' ')
            {
                if (Unsafe.Add(ref data, start) == ' ')
                {
                    return false;
                }

                _table.SetIndex(count, present, repeated);
                Anomalies |= new HeaderSplit(_payload, _table).AddLine(start, end, isFolded: false);
                (count, present, repeated) = (_table.Count, _table.Present, _table.Repeated);
            }
            else
            {
                entries[count].Set(start, valueStart, end - valueStart, found.Id);
                var bit = 1UL << (int)found.Id;
                if ((present & bit) == 0)
                {
                    first[(int)found.Id] = (ushort)count;
                }

                repeated |= present & bit;
                present |= bit;
                count++;
            }

            start = lineFeed + 1;
        }

        _table.SetIndex(count, present, repeated);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (SipHeaderId Id, int Colon) Find(ref byte line) => Find(ref line, Vector256.LoadUnsafe(ref line));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (SipHeaderId Id, int Colon) Find(ref byte line, Vector256<byte> bytes)
    {
        var colon = BitOperations.TrailingZeroCount(Vector256.Equals(bytes, Vector256.Create((byte)':')).ExtractMostSignificantBits());
        return (colon == 1 ? FindCompact(ref line) : SipHeaderNames.Find(ref line, bytes, colon), colon);
    }

    private static SipHeaderId FindCompact(ref byte line) => Unsafe.Add(ref line, 2) == ' ' ? SipHeaderNames.FindCompact(line) : SipHeaderId.Other;

    // The last bytes of the payload are shifted to where the line's are expected, so that nothing past them is read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly (SipHeaderId Id, int Colon) FindAtEnd(int start)
    {
        ref var data = ref MemoryMarshal.GetReference(_payload);
        var lastStart = _payload.Length - After;
        var shift = Vector256<byte>.Indices + Vector256.Create((byte)(start - lastStart));
        var bytes = Vector256.Shuffle(Vector256.LoadUnsafe(ref data, (nuint)lastStart), shift);
        return Vector256.EqualsAny(bytes, Vector256.Create((byte)':')) ? Find(ref Unsafe.Add(ref data, start), bytes) : default;
    }
}
