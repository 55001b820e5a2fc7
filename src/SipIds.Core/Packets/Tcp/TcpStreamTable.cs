namespace SipIds.Packets;

/// <summary>The streams by their two endpoints: a set-associative table of fixed size.</summary>
/// <remarks>In a full set an ended or ignored stream gives way first, then one that has sent nothing, then the one that was silent for the longest time.</remarks>
internal sealed class TcpStreamTable(int capacity, TimeSpan timeout, ulong seed)
{
    private const int Ways = 8;

    private readonly TcpStream[] _slots = new TcpStream[Math.Max(capacity / Ways, 1) * Ways];

    /// <summary>Streams that are followed now, those included that have timed out and not yet been met again.</summary>
    public int Count { get; private set; }

    /// <summary>Streams that gave way before their time.</summary>
    public long Evictions { get; private set; }

    public ref TcpStream this[int slot] => ref _slots[slot];

    /// <summary>The slot of the packet's stream; -1 if it has none.</summary>
    public int Find(in DecodedPacket packet)
    {
        var first = FirstOfSet(packet);
        for (var slot = first; slot < first + Ways; slot++)
        {
            ref var stream = ref _slots[slot];
            if (stream.Stage is not StreamStage.Free && stream.Source == packet.Source && stream.Target == packet.Target)
            {
                return slot;
            }
        }

        return -1;
    }

    public bool IsTimedOut(in TcpStream stream, Timestamp now) => now - stream.LastSeen > timeout;

    /// <summary>The slot in which the packet's stream is to begin. If its stream holds a buffer, that must be given back before <see cref="Begin"/>.</summary>
    public int Claim(in DecodedPacket packet)
    {
        var first = FirstOfSet(packet);
        var best = first;
        var bestRank = long.MaxValue;
        for (var slot = first; slot < first + Ways; slot++)
        {
            var rank = Rank(_slots[slot], packet.Frame.Time);
            if (rank < bestRank)
            {
                (best, bestRank) = (slot, rank);
            }
        }

        return best;
    }

    public void Begin(int slot, in DecodedPacket packet, uint next, StreamTraits traits)
    {
        ref var stream = ref _slots[slot];
        if (stream.Stage is StreamStage.Free)
        {
            Count++;
        }
        else if (!IsTimedOut(stream, packet.Frame.Time) && stream.Stage is not StreamStage.Finished
            && (stream.Source != packet.Source || stream.Target != packet.Target))
        {
            Evictions++;
        }

        stream = new()
        {
            Source = packet.Source,
            Target = packet.Target,
            LastSeen = packet.Frame.Time,
            Next = next,
            Stage = StreamStage.Boundary,
            Traits = traits,
        };
    }

    // The lowest gives way: free, timed out, over, half-open, and among these the one silent longest.
    private long Rank(in TcpStream stream, Timestamp now)
    {
        var kind = stream switch
        {
            { Stage: StreamStage.Free } => 0L,
            _ when IsTimedOut(stream, now) => 1L,
            { Stage: StreamStage.Finished or StreamStage.Ignoring } => 2L,
            { IsHalfOpen: true } => 3L,
            _ => 4L,
        };
        return (kind << 60) + Math.Clamp(stream.LastSeen.Nanoseconds >> 4, 0, (1L << 60) - 1);
    }

    private int FirstOfSet(in DecodedPacket packet)
    {
        var hash = EndpointHash.Of(packet.Source.Address, packet.Target.Address, ((uint)packet.Source.Port << 16) | packet.Target.Port, seed);
        return (int)(((hash >> 32) * (ulong)(_slots.Length / Ways)) >> 32) * Ways;
    }
}
