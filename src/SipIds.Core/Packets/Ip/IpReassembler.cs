using System.Numerics;

namespace SipIds.Packets;

/// <summary>Puts IPv4 and IPv6 fragments together. Its memory is bounded: the oldest datagram gives way.</summary>
/// <remarks>
/// Hosts read overlapping fragments differently, which is how a detector is fooled; so an overlap costs the datagram
/// (RFC 5722 §4, RFC 8200 §4.5), in IPv4 too. A fragment that merely came twice is ignored.
/// </remarks>
internal sealed class IpReassembler
{
    private const int MeanDatagram = 8192;
    private const int MinMemory = 2 * FragmentedDatagram.MaxLength;

    private readonly int _capacity;
    private readonly TimeSpan _timeout;
    private readonly FragmentPages _pages;
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
        _pages = new((int)(Math.Max((long)capacity * MeanDatagram, MinMemory) / FragmentPages.PageLength));
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
    public Layer Add(scoped in IpFragment fragment, out ReadOnlySpan<byte> whole, out byte protocol)
    {
        whole = default;
        protocol = 0;
        Expire(fragment.Time);
        if (fragment.IsCut)
        {
            return Layer.Truncated;
        }

        if (fragment.Bytes.IsEmpty
            || fragment.End >= FragmentedDatagram.MaxLength
            || (fragment.HasMore && fragment.Bytes.Length % FragmentedDatagram.BlockLength != 0))
        {
            return Layer.FragmentInvalid;
        }

        var datagram = Find(fragment.Key) ?? Begin(fragment);
        var layer = Judge(datagram, fragment);
        if (layer is not Layer.Decoded)
        {
            return layer;
        }

        if (!Reserve(datagram, fragment))
        {
            Evictions++;
            Remove(datagram);
            return Layer.FragmentInvalid;
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
        while (!datagram.TryReserve(fragment, _pages))
        {
            var victim = _oldest == datagram ? datagram.Newer : _oldest;
            if (victim is null)
            {
                return false;
            }

            Evictions++;
            Remove(victim);
        }

        return true;
    }

    private void Expire(Timestamp now)
    {
        while (_oldest is { } oldest && now - oldest.Time > _timeout)
        {
            Timeouts += oldest.IsRefused ? 0 : 1;
            Remove(oldest);
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
        if (Count == _capacity)
        {
            Evictions++;
            Remove(_oldest!);
        }

        var datagram = _free ?? new();
        _free = datagram.NextInBucket;
        datagram.Begin(fragment.Key, fragment.Time);
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

    private void Remove(FragmentedDatagram datagram)
    {
        datagram.Release(_pages);
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
