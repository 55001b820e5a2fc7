using SipIds.Packets;

namespace SipIds.Pipeline;

/// <summary>The addresses that send most, counted in fixed memory: in a set of four, a newcomer takes the place and the count of the smallest (Metwally's space-saving), so that a heavy sender is never lost.</summary>
public sealed class TopSenders
{
    private const int SetBits = 9;
    private const int Ways = 4;

    private readonly Slot[] _slots = new Slot[Ways << SetBits];

    /// <summary>The <paramref name="count"/> senders with the most messages, the heaviest first. What a sender is sure to have sent is counted: never too much, and of a rare one perhaps too little.</summary>
    public IReadOnlyList<(NetAddress Address, long Messages)> Take(int count) =>
    [
        .. _slots.Where(s => s.Messages > 0).OrderByDescending(s => s.Sure).ThenBy(s => s.Address.Low).Take(count).Select(s => (s.Address, s.Sure)),
    ];

    internal void Count(NetAddress address)
    {
        var hash = (address.High ^ (address.Low * 0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93;
        var set = _slots.AsSpan((int)(hash >> (64 - SetBits)) * Ways, Ways);
        var smallest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way].Address == address)
            {
                set[way].Messages++;
                return;
            }

            smallest = set[way].Messages < set[smallest].Messages ? way : smallest;
        }

        set[smallest].Address = address;
        set[smallest].Inherited = set[smallest].Messages++;
    }

    private struct Slot
    {
        public NetAddress Address;
        public long Messages;
        public long Inherited;

        public readonly long Sure => Messages - Inherited;
    }
}
