using SipIds.State;

namespace SipIds.Calls;

/// <summary>The users that stand in most calls, counted in fixed memory: in a set of four, a newcomer takes the place and the count of the smallest (Metwally's space-saving).</summary>
public sealed class TopParties
{
    private const int SetBits = 8;
    private const int Ways = 4;

    // The texts lie apart, so that a set is one cache line.
    private readonly Slot[] _slots = new Slot[Ways << SetBits];
    private readonly InlineText[] _uris = new InlineText[Ways << SetBits];

    /// <summary>The <paramref name="count"/> users with the most calls, the busiest first, as their URIs stand in the messages. What a user is sure to have is counted: never too much, and of a rare one perhaps too little.</summary>
    public IReadOnlyList<(string Uri, long Calls)> Take(int count) =>
        [.. _slots.Index().Where(s => s.Item.Calls > 0).OrderByDescending(s => s.Item.Sure).Take(count).Select(s => (_uris[s.Index].ToString(), s.Item.Sure))];

    internal void Count(StateKey user, in InlineText uri)
    {
        var first = (int)(user.Low >> (64 - SetBits)) * Ways;
        var set = _slots.AsSpan(first, Ways);
        var smallest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way].Mark == user.High && set[way].Calls > 0)
            {
                set[way].Calls++;
                return;
            }

            smallest = set[way].Calls < set[smallest].Calls ? way : smallest;
        }

        set[smallest] = new() { Mark = user.High, Calls = set[smallest].Calls + 1, Inherited = set[smallest].Calls };
        _uris[first + smallest] = uri;
    }

    private struct Slot
    {
        public ulong Mark;
        public uint Calls;
        public uint Inherited;

        public readonly uint Sure => Calls - Inherited;
    }
}
