using SipIds.Packets;
using SipIds.State;

namespace SipIds.Pipeline.Verdicts;

/// <summary>Bounds the records of dropped messages: so many in a second, and so many about one sender. What is left out is counted by sender.</summary>
internal sealed class DropThrottle(AlertLimits limits, KeyHasher hasher)
{
    private const int Senders = 4096;

    // A sender that drops nothing for so long is forgotten.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    private readonly BoundedTable<Share> _senders = new(Senders);
    private AlertLimits _limits = limits;
    private long _second = long.MinValue;
    private int _inSecond;

    /// <summary>How many records were left out in all.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Goes on with other settings.</summary>
    public void Change(AlertLimits newLimits) => _limits = newLimits;

    /// <summary>Whether a record is written.</summary>
    /// <param name="sender">The address that sent the message.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="leftOut">How many about the same sender were not, since the last that was.</param>
    public bool TryPass(NetAddress sender, Timestamp now, out long leftOut)
    {
        leftOut = 0;
        if (_limits is { DropsPerSecond: 0, DropsPerSender: 0 })
        {
            return true;
        }

        if (_second != now.Seconds)
        {
            (_second, _inSecond) = (now.Seconds, 0);
        }

        ref var share = ref _senders.GetOrAdd(hasher.Hash(sender), now, out _);
        share.Expires = now + s_lifetime;
        share.Count(_second);
        if (IsOver(share.InSecond, _limits.DropsPerSender) || IsOver(_inSecond + 1, _limits.DropsPerSecond))
        {
            share.LeftOut++;
            LeftOut++;
            return false;
        }

        _inSecond++;
        (leftOut, share.LeftOut) = (share.LeftOut, 0);
        return true;
    }

    private static bool IsOver(long count, int limit) => limit > 0 && count > limit;

    private struct Share : IEvictable<Share>
    {
        public long Second;
        public long InSecond;
        public long LeftOut;

        public Timestamp Expires { get; set; }

        // A flood of ever new senders evicts its like, and keeps what a busy one is owed.
        public readonly int Rank => (int)Math.Min(LeftOut, int.MaxValue);

        public void Count(long second)
        {
            InSecond = Second == second ? InSecond + 1 : 1;
            Second = second;
        }
    }
}
