namespace SipIds.Streams;

/// <summary>The ranges of a stream's buffer that came before their time: sorted, apart from each other, few.</summary>
internal sealed class HeldRanges
{
    private const int Capacity = 16;

    private readonly int[] _starts = new int[Capacity];
    private readonly int[] _ends = new int[Capacity];

    public int Count { get; private set; }

    /// <summary>The end of the last range.</summary>
    public int End => _ends[Count - 1];

    public void Clear() => Count = 0;

    public void Shift(int distance)
    {
        for (var index = 0; index < Count; index++)
        {
            _starts[index] -= distance;
            _ends[index] -= distance;
        }
    }

    /// <summary>Copies the bytes that no range holds yet: the first copy of a byte stays.</summary>
    public void CopyMissing(ReadOnlySpan<byte> bytes, int offset, Span<byte> buffer)
    {
        var end = offset + bytes.Length;
        var position = offset;
        for (var index = 0; index < Count && position < end; index++)
        {
            if (_starts[index] > position)
            {
                var gapEnd = Math.Min(_starts[index], end);
                bytes[(position - offset)..(gapEnd - offset)].CopyTo(buffer[position..]);
            }

            position = Math.Max(position, _ends[index]);
        }

        if (position < end)
        {
            bytes[(position - offset)..].CopyTo(buffer[position..]);
        }
    }

    /// <summary>Whether some of the bytes are others than those that a range holds.</summary>
    public bool Differs(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> buffer)
    {
        var end = offset + bytes.Length;
        for (var index = 0; index < Count; index++)
        {
            var from = Math.Max(offset, _starts[index]);
            var to = Math.Min(end, _ends[index]);
            if (from < to && !bytes[(from - offset)..(to - offset)].SequenceEqual(buffer[from..to]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a range, joined with those that it touches; false if there are too many already.</summary>
    public bool TryAdd(int start, int end)
    {
        var first = 0;
        while (first < Count && _ends[first] < start)
        {
            first++;
        }

        var last = first;
        while (last < Count && _starts[last] <= end)
        {
            start = Math.Min(start, _starts[last]);
            end = Math.Max(end, _ends[last]);
            last++;
        }

        if (last == first && Count == Capacity)
        {
            return false;
        }

        Replace(first, last);
        _starts[first] = start;
        _ends[first] = end;
        return true;
    }

    /// <summary>Removes the ranges that begin at or before <paramref name="position"/>; returns where they end, or the position.</summary>
    public int Take(int position)
    {
        var count = 0;
        while (count < Count && _starts[count] <= position)
        {
            position = Math.Max(position, _ends[count]);
            count++;
        }

        Remove(count);
        return position;
    }

    /// <summary>Removes the first range.</summary>
    public (int Start, int End) TakeFirst()
    {
        var range = (_starts[0], _ends[0]);
        Remove(1);
        return range;
    }

    // One range takes the place of those from first to last.
    private void Replace(int first, int last)
    {
        Array.Copy(_starts, last, _starts, first + 1, Count - last);
        Array.Copy(_ends, last, _ends, first + 1, Count - last);
        Count += 1 - (last - first);
    }

    private void Remove(int count)
    {
        Array.Copy(_starts, count, _starts, 0, Count - count);
        Array.Copy(_ends, count, _ends, 0, Count - count);
        Count -= count;
    }
}
