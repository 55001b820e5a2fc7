using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Tells a message that is new from one that was seen before: sent again, forked, or on a further hop of its way.</summary>
/// <remarks>Somebody else who sends the same is new; so is whoever sends it too often.</remarks>
internal sealed class Sightings(int capacity)
{
    // As many branches as one request may fork into, or RFC 3261 timers A and E may repeat it on a few hops.
    private const int MaxRepeats = 32;

    // RFC 3261 timers B and F, twice.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<Sighting> _seen = new(capacity);

    public bool IsNew(StateKey key, in SipPacket packet)
    {
        ref var seen = ref _seen.GetOrAdd(key, packet.Time, out var isNew);
        var isFurtherHop = packet.Source.Address == seen.Target;
        var isRepeat = !isNew && (isFurtherHop || packet.Source.Address == seen.Source || packet.Source.Address == seen.Former) && seen.Repeats < MaxRepeats;
        if (isRepeat)
        {
            seen.Repeats++;
            (seen.Former, seen.Target) = isFurtherHop ? (seen.Target, packet.Target.Address) : (seen.Former, seen.Target);
            return false;
        }

        if (isNew)
        {
            seen = new() { Source = packet.Source.Address, Target = packet.Target.Address, Expires = packet.Time + s_lifetime };
        }

        return true;
    }

    /// <summary>Whether the message comes from where one of the same key was sent to last: the same message, one hop on.</summary>
    public bool IsFurtherHop(StateKey key, in SipPacket packet)
    {
        ref var seen = ref _seen.GetOrAdd(key, packet.Time, out var isNew);
        var isFurtherHop = !isNew && packet.Source.Address == seen.Target && packet.Source.Address != seen.Source;
        seen = new() { Source = packet.Source.Address, Target = packet.Target.Address, Expires = packet.Time + s_lifetime };
        return isFurtherHop;
    }

    private struct Sighting : IEvictable<Sighting>
    {
        public NetAddress Source;
        public NetAddress Target;

        /// <summary>The hop before the last: a sensor on both sides of a proxy sees what it sends twice.</summary>
        public NetAddress Former;
        public int Repeats;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
