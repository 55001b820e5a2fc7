using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>Sees datagrams that come twice within so short a time that nobody sent them again (RFC 3261 §17: T1 is 500 ms).</summary>
internal sealed class DuplicateWatch(KeyHasher hasher)
{
    private const int Capacity = 16_384;
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(100);

    private readonly BoundedTable<Sight> _sights = new(Capacity);

    /// <summary>Datagrams of SIP.</summary>
    public long Datagrams { get; private set; }

    /// <summary>Those that were copies.</summary>
    public long Copies { get; private set; }

    /// <summary>Of the copies, those that came by another interface.</summary>
    public long ByOtherDoor { get; private set; }

    /// <summary>The longest time between two copies.</summary>
    public TimeSpan Apart { get; private set; }

    /// <summary>Takes a datagram in.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="door">By which interface it came.</param>
    /// <returns>Whether it is a copy, and by which interface the earlier of the two came where they came by two; 0 otherwise.</returns>
    public (bool IsCopy, int First) Note(in SipPacket packet, int door)
    {
        Datagrams++;
        var key = hasher.Hash(packet.Payload).With(hasher.Hash(packet.Source)).With(hasher.Hash(packet.Target));
        ref var sight = ref _sights.GetOrAdd(key, packet.Time, out var isNew);
        if (isNew)
        {
            sight = new() { Time = packet.Time, Door = door, Expires = packet.Time + s_apart };
            return (false, 0);
        }

        var apart = packet.Time - sight.Time;
        Copies++;
        ByOtherDoor += door != sight.Door ? 1 : 0;
        Apart = apart.Duration() > Apart ? apart.Duration() : Apart;
        return (true, door == sight.Door ? 0 : apart < TimeSpan.Zero ? door : sight.Door);
    }
}
