using SipIds.State;

namespace SipIds.Calls;

/// <summary>The users that stand in most calls, counted in fixed memory: in a set of four, a newcomer takes the place and the count of the smallest (Metwally's space-saving).</summary>
public sealed class TopParties
{
    private const int SetBits = 10;
    private const int Ways = 4;

    private readonly Slot[] _slots = new Slot[Ways << SetBits];

    /// <summary>The <paramref name="count"/> users with the most calls, the busiest first, as their URIs stand in the messages. What a user is sure to have is counted: never too much, and of a rare one perhaps too little.</summary>
    public IReadOnlyList<(string Uri, long Calls)> Take(int count) =>
        [.. _slots.Where(s => s.Calls > 0).OrderByDescending(s => s.Sure).Take(count).Select(s => (s.Uri.ToString(), s.Sure))];

    internal void Count(StateKey user, in InlineText uri)
    {
        var set = _slots.AsSpan((int)(user.Low >> (64 - SetBits)) * Ways, Ways);
        var smallest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way].User == user)
            {
                set[way].Calls++;
                return;
            }

            smallest = set[way].Calls < set[smallest].Calls ? way : smallest;
        }

        set[smallest].User = user;
        set[smallest].Uri = uri;
        set[smallest].Inherited = set[smallest].Calls++;
    }

    private struct Slot
    {
        public StateKey User;
        public long Calls;
        public long Inherited;
        public InlineText Uri;

        public readonly long Sure => Calls - Inherited;
    }
}
