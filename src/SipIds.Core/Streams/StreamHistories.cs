namespace SipIds.Streams;

/// <summary>What streams carried and their receivers have not acknowledged, so that a copy with other bytes is told from a retransmission.</summary>
internal sealed class StreamHistories(long capacity)
{
    private const int MaxBytes = 1 << 17;

    // Where no acknowledgement is seen, nothing says when a byte can be forgotten.
    private const int MaxUnheard = 1 << 14;

    private readonly StreamBufferPool _pool = new(Math.Max(capacity, MaxBytes), MaxBytes);

    /// <summary>Remembers the bytes that have just moved <see cref="TcpStream.Next"/> on.</summary>
    public void Append(TcpStreamTable table, int slot, ReadOnlySpan<byte> bytes)
    {
        ref var stream = ref table[slot];
        var most = stream.Has(StreamTraits.IsHeard) ? MaxBytes : MaxUnheard;
        bytes = bytes[Math.Max(0, bytes.Length - most)..];
        if (bytes.IsEmpty)
        {
            return;
        }

        if (stream.History is { } history && history.Ready.Length + bytes.Length > most)
        {
            history.Consume(history.Ready.Length + bytes.Length - most);
        }

        if (TryReserve(table, slot, bytes.Length))
        {
            _ = stream.History!.Write(0, bytes, default);
            _pool.Touch(stream.History);
        }
        else
        {
            // A gap would compare bytes with those of another place.
            Release(ref stream);
        }
    }

    /// <summary>Forgets what is acknowledged.</summary>
    public void Trim(ref TcpStream stream)
    {
        if (stream.History is not { } history)
        {
            return;
        }

        var waiting = (int)(stream.Next - stream.Acked);
        if (waiting <= 0)
        {
            Release(ref stream);
        }
        else if (waiting < history.Ready.Length)
        {
            history.Consume(history.Ready.Length - waiting);
        }
    }

    /// <summary>Compares bytes that lie before <see cref="TcpStream.Next"/> with what was read there.</summary>
    public static HistoryMatch Compare(in TcpStream stream, uint sequence, ReadOnlySpan<byte> bytes)
    {
        // What the receiver has, or what came before this stream was followed, is not compared.
        var floor = stream.Has(StreamTraits.IsHeard) && (int)(stream.Acked - stream.Initial) > 0 ? stream.Acked : stream.Initial;
        var skipped = Math.Clamp((int)(floor - sequence), 0, bytes.Length);
        bytes = bytes[skipped..];
        if (bytes.IsEmpty)
        {
            return HistoryMatch.Same;
        }

        var history = stream.History is { } kept ? kept.Ready : default;
        var offset = (int)(sequence + (uint)skipped - (stream.Next - (uint)history.Length));
        if (offset < 0)
        {
            var unknown = Math.Min(-offset, bytes.Length);
            return bytes[unknown..].SequenceEqual(history[..(bytes.Length - unknown)]) ? HistoryMatch.Unknown : HistoryMatch.Different;
        }

        return bytes.SequenceEqual(history.Slice(offset, bytes.Length)) ? HistoryMatch.Same : HistoryMatch.Different;
    }

    /// <summary>Forgets all of a stream.</summary>
    public void Release(ref TcpStream stream)
    {
        if (stream.History is { } history)
        {
            stream.History = null;
            _pool.Return(history);
        }
    }

    private bool TryReserve(TcpStreamTable table, int slot, int length)
    {
        ref var stream = ref table[slot];
        var needed = (stream.History?.Ready.Length ?? 0) + length;
        while (stream.History is null || stream.History.Bytes.Length < needed)
        {
            var isDone = stream.History is { } small ? _pool.TryGrow(small, needed) : (stream.History = _pool.Take(needed, slot)) is not null;
            if (!isDone && !TryEvict(table, slot))
            {
                return false;
            }
        }

        stream.History.MakeRoom(0, length);
        return true;
    }

    private bool TryEvict(TcpStreamTable table, int slot)
    {
        var victim = _pool.Oldest;
        victim = victim?.Slot == slot ? victim.Newer : victim;
        if (victim is null)
        {
            return false;
        }

        Release(ref table[victim.Slot]);
        return true;
    }
}
