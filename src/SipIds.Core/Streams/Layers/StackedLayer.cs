namespace SipIds.Streams.Layers;

/// <summary>A layer on another: what the lower makes of the bytes the upper reads. It is a layer itself, so that stacks may be of any height.</summary>
internal sealed class StackedLayer(IStreamLayer lower, IStreamLayer upper, StreamLayerServices services) : IStreamLayer
{
    private readonly CarriedBytes?[] _carried = new CarriedBytes?[services.Slots];
    private readonly Stack<CarriedBytes> _spare = new();

    public StreamStart Judge(ReadOnlySpan<byte> bytes) => lower.Judge(bytes);

    public bool IsUnmistakable(ReadOnlySpan<byte> segment) => lower.IsUnmistakable(segment);

    public void Begin(int slot)
    {
        Release(slot);
        lower.Begin(slot);
        upper.Begin(slot);
    }

    public void Resume(int slot, bool isInStep)
    {
        Release(slot);
        lower.Resume(slot, isInStep);
        upper.Resume(slot, isInStep);
    }

    public StreamCut Next(scoped in StreamPlace place, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes)
    {
        var consumed = 0;
        while (true)
        {
            if (TryReadUpper(place, isLast: false, consumed, out var found, out bytes))
            {
                return found;
            }

            var cut = lower.Next(place with { Begin = place.Begin + (uint)consumed }, data[consumed..], out var carried);
            consumed += cut.Consumed;
            if (cut.Item is not StreamItem.None)
            {
                bytes = carried;
                return cut with { Consumed = consumed, HasMore = true };
            }

            if (!cut.IsForNext)
            {
                return place.IsLast && TryReadUpper(place, isLast: true, consumed, out found, out bytes) ? found : Settle(place.Slot, cut with { Consumed = consumed });
            }

            if (!TryKeep(place.Slot, cut, carried))
            {
                return new(StreamItem.None, consumed, StreamStage.Searching) { IsStarved = true };
            }
        }
    }

    public ReadOnlySpan<byte> Waiting(int slot, out uint sequence)
    {
        sequence = 0;
        if (_carried[slot] is not { } carried)
        {
            return default;
        }

        var waiting = upper.Waiting(slot, out var number);
        if (waiting.IsEmpty && carried.Stage is StreamStage.Followed)
        {
            waiting = carried.Ready;
            number = carried.Start;
        }

        sequence = carried.Locate(number);
        return waiting;
    }

    public void Release(int slot)
    {
        upper.Release(slot);
        lower.Release(slot);
        Free(slot);
    }

    // Whether the upper layer has something to say of what it was given.
    private bool TryReadUpper(scoped in StreamPlace place, bool isLast, int consumed, out StreamCut found, out ReadOnlySpan<byte> bytes)
    {
        found = default;
        bytes = default;
        if (_carried[place.Slot] is not { } carried || (carried.Ready.IsEmpty && !carried.HasMore && !isLast))
        {
            return false;
        }

        var cut = upper.Next(place with { Begin = carried.Start, IsLast = isLast }, carried.Ready, out bytes);
        carried.Buffer?.Consume(cut.Consumed);
        (carried.Stage, carried.HasMore) = (cut.Stage, cut.HasMore);
        var isFound = cut.Item is not StreamItem.None || cut.IsForNext;
        if (!isFound && !cut.IsStarved && cut.Stage is not StreamStage.Ignoring)
        {
            return false;
        }

        found = cut with
        {
            Consumed = consumed,
            Stage = cut.Stage is StreamStage.Ignoring ? StreamStage.Ignoring : StreamStage.Followed,
            Sequence = isFound ? carried.Locate(cut.Sequence) : 0,
            IsVerbatim = cut.IsVerbatim && carried.IsVerbatim(cut.Sequence, bytes.Length),
            HasMore = isFound,
        };
        return true;
    }

    private bool TryKeep(int slot, in StreamCut cut, ReadOnlySpan<byte> bytes)
    {
        if (_carried[slot] is not { } carried)
        {
            carried = _spare.TryPop(out var spare) ? spare : new();
            carried.Clear();
            _carried[slot] = carried;
        }

        if (!bytes.IsEmpty)
        {
            if (!services.Memory.TryReserve(ref carried.Buffer, slot, 0, bytes.Length))
            {
                return false;
            }

            carried.Trim(Needed(slot, carried));
            carried.Append(cut.Sequence, bytes.Length, cut.IsVerbatim);
            _ = carried.Buffer!.Write(0, bytes, default);
        }

        return true;
    }

    // Nothing more until the next segment: what is done with is given back.
    private StreamCut Settle(int slot, in StreamCut cut)
    {
        if (_carried[slot] is { } carried && carried.Ready.IsEmpty && upper.Waiting(slot, out _).IsEmpty)
        {
            Free(slot);
        }

        return cut with { HasMore = false };
    }

    // The number of the first byte whose place may still be asked for.
    private uint Needed(int slot, CarriedBytes carried) => upper.Waiting(slot, out var first).IsEmpty ? carried.Start : first;

    private void Free(int slot)
    {
        if (_carried[slot] is { } carried)
        {
            services.Memory.Return(ref carried.Buffer);
            _carried[slot] = null;
            _spare.Push(carried);
        }
    }
}
