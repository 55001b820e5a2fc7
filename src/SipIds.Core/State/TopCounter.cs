namespace SipIds.State;

/// <summary>Who occurs most, counted in fixed memory: in a set of four, a newcomer takes the place and the count of the smallest (Metwally's space-saving), so that a heavy one is never lost.</summary>
/// <typeparam name="T">What a person is shown of one that is counted.</typeparam>
public sealed class TopCounter<T>
    where T : struct
{
    private const int Ways = 4;

    // The items lie apart, so that finding a mark does not read them.
    private readonly Slot[] _slots;
    private readonly T[] _items;
    private readonly int _setBits;

    /// <summary>A counter with room for 4 · 2^<paramref name="setBits"/>.</summary>
    /// <param name="setBits">The logarithm of the number of sets, from 1 to 24.</param>
    public TopCounter(int setBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(setBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(setBits, 24);
        _setBits = setBits;
        _slots = new Slot[Ways << setBits];
        _items = new T[Ways << setBits];
    }

    /// <summary>The <paramref name="count"/> with the most occurrences, the heaviest first, equal ones in the order of their text. What one is sure to have is counted: never too much, and of a rare one perhaps too little.</summary>
    public IReadOnlyList<(T Item, long Count)> Take(int count) =>
    [
        .. _slots.Index().Where(s => s.Item.Count > 0).Select(s => (Item: _items[s.Index], Count: s.Item.Sure))
            .OrderByDescending(s => s.Count).ThenBy(s => s.Item.ToString(), StringComparer.Ordinal).Take(count),
    ];

    /// <summary>Counts one occurrence.</summary>
    /// <param name="key">What it is known by, under a secret, so that nobody can aim many at one set.</param>
    /// <param name="item">What is shown of it; the first that is given for a key stays.</param>
    public void Count(StateKey key, in T item)
    {
        var first = (int)(key.Low >> (64 - _setBits)) * Ways;
        var set = _slots.AsSpan(first, Ways);
        var smallest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way].Mark == key.High && set[way].Count > 0)
            {
                set[way].Count++;
                return;
            }

            smallest = set[way].Count < set[smallest].Count ? way : smallest;
        }

        set[smallest] = new() { Mark = key.High, Count = set[smallest].Count + 1, Inherited = set[smallest].Count };
        _items[first + smallest] = item;
    }

    private struct Slot
    {
        public ulong Mark;
        public long Count;
        public long Inherited;

        public readonly long Sure => Count - Inherited;
    }
}
