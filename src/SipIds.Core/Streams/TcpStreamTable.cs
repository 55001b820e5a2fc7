using SipIds.Packets;

namespace SipIds.Streams;

/// <summary>The streams by their two endpoints: a set-associative table of fixed size.</summary>
/// <remarks>In a full set an ended or ignored stream gives way first, then one that has sent nothing, then the one that was silent for the longest time.</remarks>
internal sealed class TcpStreamTable(int capacity, TimeSpan timeout, ulong seed)
{
    private const int Ways = 8;

    private readonly TcpStream[] _slots = new TcpStream[SlotsFor(capacity)];

    /// <summary>Streams that are followed now, those included that have timed out and not yet been met again.</summary>
    public int Count { get; private set; }

    /// <summary>Streams that gave way before their time.</summary>
    public long Evictions { get; private set; }

    /// <summary>How many slots a table of some capacity has.</summary>
    public static int SlotsFor(int capacity) => Math.Max(capacity / Ways, 1) * Ways;

    public ref TcpStream this[int slot] => ref _slots[slot];

    /// <summary>The slot of the packet's stream; -1 if it has none.</summary>
    public int Find(in DecodedPacket packet) => Find(packet.Source, packet.Target);

    /// <summary>The slot of the stream in the other direction of the packet's connection; -1 if there is none that is not timed out.</summary>
    public int FindOpposite(in DecodedPacket packet)
    {
        var slot = Find(packet.Target, packet.Source);
        return slot >= 0 && !IsTimedOut(_slots[slot], packet.Frame.Time) ? slot : -1;
    }

    public bool IsTimedOut(in TcpStream stream, Timestamp now) => now - stream.LastSeen > timeout;

    /// <summary>The slot in which the packet's stream is to begin. If its stream holds a buffer, that must be given back before <see cref="Begin"/>.</summary>
    public int Claim(in DecodedPacket packet)
    {
        var first = FirstOfSet(packet.Source, packet.Target);
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

    public void Begin(int slot, in DecodedPacket packet, uint next, StreamTraits traits, byte layer)
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
            Initial = next,
            Highest = next,
            Passed = next,
            Ingress = packet.Frame.Ingress,
            Layer = layer,
            Stage = StreamStage.Followed,
            Traits = traits,
        };
    }

    /// <summary>Lets a stream begin anew with the SYN that came inside it.</summary>
    public void Renew(int slot, Timestamp now, byte layer)
    {
        ref var stream = ref _slots[slot];
        var next = stream.Renewal;
        stream = new()
        {
            Source = stream.Source,
            Target = stream.Target,
            LastSeen = now,
            Next = next,
            Initial = next,
            Highest = next,
            Passed = next,
            Ingress = stream.Ingress,
            Layer = layer,
            Stage = StreamStage.Followed,
            Traits = (stream.Traits & StreamTraits.IsExpected) | StreamTraits.HasSyn,
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
            { IsHalfOpen: true } when !stream.Has(StreamTraits.IsExpected) => 2L,
            { IsHalfOpen: true } => 3L,
            _ => 4L,
        };
        return (kind << 60) + Math.Clamp(stream.LastSeen.Nanoseconds >> 4, 0, (1L << 60) - 1);
    }

    private int Find(NetEndpoint source, NetEndpoint target)
    {
        var first = FirstOfSet(source, target);
        for (var slot = first; slot < first + Ways; slot++)
        {
            ref var stream = ref _slots[slot];
            if (stream.Stage is not StreamStage.Free && stream.Source == source && stream.Target == target)
            {
                return slot;
            }
        }

        return -1;
    }

    private int FirstOfSet(NetEndpoint source, NetEndpoint target)
    {
        var hash = EndpointHash.Of(source.Address, target.Address, ((uint)source.Port << 16) | target.Port, seed);
        return (int)(((hash >> 32) * (ulong)(_slots.Length / Ways)) >> 32) * Ways;
    }
}
