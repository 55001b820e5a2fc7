using System.Numerics;

namespace SipIds.Packets.Ip;

/// <summary>Puts IPv4 and IPv6 fragments together. Its memory is bounded: each sender has a share, and where that is used up its own oldest datagram is evicted.</summary>
/// <remarks>
/// Hosts read overlapping fragments differently, which is how a detector is fooled; so an overlap costs the datagram
/// (RFC 5722 §4, RFC 8200 §4.5), in IPv4 too. A fragment that merely came twice is ignored.
/// </remarks>
internal sealed class IpReassembler
{
    private const int MeanDatagram = 8192;
    private const int MinMemory = 2 * FragmentedDatagram.MaxLength;
    private const int MaxAbandoned = 64;

    // What one sender may hold of all, and always may.
    private const int Share = 4;
    private const int MinShare = 16;

    private readonly int _capacity;
    private readonly TimeSpan _timeout;
    private readonly int _share;
    private readonly int _pageShare;
    private readonly FragmentPages _pages;
    private readonly FragmentSources _sources;
    private readonly Queue<AbandonedDatagram> _abandoned = new(MaxAbandoned);
    private readonly FragmentedDatagram?[] _buckets;
    private readonly ulong _seed = EndpointHash.NewSeed();
    private readonly byte[] _whole = new byte[FragmentedDatagram.MaxLength];
    private FragmentedDatagram? _free;
    private FragmentedDatagram? _oldest;
    private FragmentedDatagram? _newest;

    public IpReassembler(int capacity, TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _timeout = timeout;
        _share = Math.Max(capacity / Share, Math.Min(capacity, MinShare));
        var pages = (int)(Math.Max((long)capacity * MeanDatagram, MinMemory) / FragmentPages.PageLength);
        _pageShare = Math.Max(pages / Share, FragmentedDatagram.MaxLength / FragmentPages.PageLength);
        _pages = new(pages);
        _sources = new(capacity);
        _buckets = new FragmentedDatagram?[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    public int Count { get; private set; }

    public long Memory => _pages.Memory;

    public long Reassembled { get; private set; }

    public long Conflicts { get; private set; }

    public long Duplicates { get; private set; }

    public long Timeouts { get; private set; }

    public long Evictions { get; private set; }

    /// <summary>Adds a fragment. <see cref="Layer.Decoded"/> means that it completed its datagram, whose payload is then in <paramref name="whole"/> until the next call.</summary>
    /// <param name="fragment">The fragment.</param>
    /// <param name="whole">The datagram.</param>
    /// <param name="protocol">What it holds.</param>
    /// <param name="fault">Why a receiver would discard the fragment.</param>
    public Layer Add(scoped in IpFragment fragment, out ReadOnlySpan<byte> whole, out byte protocol, out FragmentFault fault)
    {
        whole = default;
        protocol = 0;
        fault = FaultOf(fragment);
        Expire(fragment.Time);
        if (fragment.IsCut)
        {
            return Layer.Truncated;
        }

        if (fault is not FragmentFault.None)
        {
            return Layer.FragmentInvalid;
        }

        var datagram = Find(fragment.Key);
        if (datagram is null && fragment.Offset > 0 && _sources.Find(fragment.Key.Source)?.Count >= _share)
        {
            // It may be the rest of one that its sender itself pushed out, to have it put together unseen.
            fault = FragmentFault.TooMany;
            return Layer.FragmentInvalid;
        }

        datagram ??= Begin(fragment);
        var layer = Judge(datagram, fragment);
        if (layer is not Layer.Decoded)
        {
            fault = layer is Layer.FragmentHeld ? FragmentFault.None
                : layer is Layer.FragmentOverlap ? FragmentFault.Overlap : FragmentFault.Contradiction;
            return layer;
        }

        if (!Reserve(datagram, fragment))
        {
            // That there is no room is nobody's fault.
            Evictions++;
            Remove(datagram);
            return Layer.FragmentHeld;
        }

        datagram.Store(fragment);
        if (!datagram.IsComplete)
        {
            return Layer.FragmentHeld;
        }

        whole = _whole.AsSpan(0, datagram.CopyTo(_whole));
        protocol = datagram.Protocol;
        Reassembled++;
        Remove(datagram);
        return Layer.Decoded;
    }

    /// <summary>Gives up what waited too long.</summary>
    public void Expire(Timestamp now)
    {
        while (_oldest is { } oldest && now - oldest.Time > _timeout)
        {
            if (!oldest.IsRefused)
            {
                Timeouts++;
                Note(oldest);
            }

            Remove(oldest);
        }
    }

    /// <summary>Takes the next of the datagrams of UDP that were given up after their first fragment had come.</summary>
    public bool TryTakeAbandoned(out AbandonedDatagram abandoned) => _abandoned.TryDequeue(out abandoned);

    private static FragmentFault FaultOf(in IpFragment fragment) =>
        fragment.IsCut ? FragmentFault.None
        : fragment.Bytes.IsEmpty ? FragmentFault.Empty
        : fragment.End >= FragmentedDatagram.MaxLength ? FragmentFault.TooLong
        : fragment.HasMore && fragment.Bytes.Length % FragmentedDatagram.BlockLength != 0 ? FragmentFault.Uneven
        : FragmentFault.None;

    // Decoded means here that the fragment is new and fits.
    private Layer Judge(FragmentedDatagram datagram, in IpFragment fragment)
    {
        if (datagram.IsRefused)
        {
            return Layer.FragmentOverlap;
        }

        var isContradiction = datagram.Contradicts(fragment);
        if (!isContradiction && !datagram.Overlaps(fragment))
        {
            return Layer.Decoded;
        }

        if (!isContradiction && datagram.IsDuplicate(fragment))
        {
            Duplicates++;
            return Layer.FragmentHeld;
        }

        Conflicts++;
        var layer = datagram.Overlaps(fragment) ? Layer.FragmentOverlap : Layer.FragmentInvalid;
        datagram.Refuse(_pages);
        return layer;
    }

    private bool Reserve(FragmentedDatagram datagram, in IpFragment fragment)
    {
        var sender = datagram.Sender!;
        while (sender.Pages >= _pageShare && FirstBut(sender.Oldest, datagram) is { } own)
        {
            Evict(own);
        }

        while (!datagram.TryReserve(fragment, _pages))
        {
            var others = _oldest == datagram ? datagram.Newer : _oldest;
            var victim = others is null || sender.Pages >= others.Sender!.Pages ? FirstBut(sender.Oldest, datagram) ?? others : others;
            if (victim is null)
            {
                return false;
            }

            Evict(victim);
        }

        return true;
    }

    private static FragmentedDatagram? FirstBut(FragmentedDatagram? oldest, FragmentedDatagram spared) =>
        oldest == spared ? spared.NewerOfSender : oldest;

    private void Evict(FragmentedDatagram datagram)
    {
        Evictions++;
        Remove(datagram);
    }

    private void Note(FragmentedDatagram datagram)
    {
        if (datagram.Ports != 0 && _abandoned.Count < MaxAbandoned)
        {
            var key = datagram.Key;
            _abandoned.Enqueue(new(new(key.Source, (ushort)(datagram.Ports >> 16)), new(key.Target, (ushort)datagram.Ports)));
        }
    }

    private FragmentedDatagram? Find(in FragmentKey key)
    {
        var datagram = Bucket(key);
        while (datagram is not null && datagram.Key != key)
        {
            datagram = datagram.NextInBucket;
        }

        return datagram;
    }

    private FragmentedDatagram Begin(in IpFragment fragment)
    {
        MakeRoomFor(fragment.Key.Source);
        var datagram = _free ?? new();
        _free = datagram.NextInBucket;
        datagram.Begin(fragment.Key, fragment.Time);
        _sources.GetOrAdd(fragment.Key.Source).Add(datagram);
        ref var bucket = ref Bucket(fragment.Key);
        datagram.NextInBucket = bucket;
        bucket = datagram;
        datagram.Older = _newest;
        datagram.Newer = null;
        if (_newest is null)
        {
            _oldest = datagram;
        }
        else
        {
            _newest.Newer = datagram;
        }

        _newest = datagram;
        Count++;
        return datagram;
    }

    // Who has more unfinished than the sender of the oldest pays for its own newcomer.
    private void MakeRoomFor(NetAddress address)
    {
        var sender = _sources.Find(address);
        if (sender?.Count >= _share)
        {
            Evict(sender.Oldest!);
        }
        else if (Count == _capacity)
        {
            Evict(sender?.Count >= _oldest!.Sender!.Count ? sender.Oldest! : _oldest!);
        }
    }

    private void Remove(FragmentedDatagram datagram)
    {
        datagram.Release(_pages);
        var sender = datagram.Sender!;
        sender.Remove(datagram);
        datagram.Sender = null;
        if (sender.Count == 0)
        {
            _sources.Release(sender);
        }

        Unlink(datagram);
        ref var bucket = ref Bucket(datagram.Key);
        if (bucket == datagram)
        {
            bucket = datagram.NextInBucket;
        }
        else
        {
            var before = bucket!;
            while (before.NextInBucket != datagram)
            {
                before = before.NextInBucket!;
            }

            before.NextInBucket = datagram.NextInBucket;
        }

        datagram.NextInBucket = _free;
        _free = datagram;
        Count--;
    }

    private void Unlink(FragmentedDatagram datagram)
    {
        if (datagram.Older is { } older)
        {
            older.Newer = datagram.Newer;
        }
        else
        {
            _oldest = datagram.Newer;
        }

        if (datagram.Newer is { } newer)
        {
            newer.Older = datagram.Older;
        }
        else
        {
            _newest = datagram.Older;
        }
    }

    private ref FragmentedDatagram? Bucket(in FragmentKey key)
    {
        var hash = EndpointHash.Of(key.Source, key.Target, ((ulong)key.Id << 8) | key.Protocol, _seed);
        return ref _buckets[hash & (uint)(_buckets.Length - 1)];
    }
}
