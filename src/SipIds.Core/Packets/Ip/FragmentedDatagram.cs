using System.Buffers.Binary;

namespace SipIds.Packets.Ip;

/// <summary>One datagram in reassembly: its pages, and which of its blocks have come.</summary>
internal sealed class FragmentedDatagram
{
    public const int MaxLength = 65536;
    public const int BlockLength = 8;

    private readonly byte[]?[] _pages = new byte[]?[MaxLength / FragmentPages.PageLength];
    private readonly BlockSet _received = new();
    private readonly BlockSet _starts = new();
    private int _bytes;
    private int _highest;
    private int _length;

    public FragmentKey Key { get; private set; }

    /// <summary>When its first fragment came.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>What its payload is, by its first fragment.</summary>
    public byte Protocol { get; private set; }

    /// <summary>Whether its fragments contradicted each other, so that what is left of it is refused.</summary>
    public bool IsRefused { get; private set; }

    public bool IsComplete => _bytes == _length;

    /// <summary>The ports of a UDP datagram whose first fragment came, the source's in the upper half; 0 else.</summary>
    public uint Ports { get; private set; }

    /// <summary>Whose it is.</summary>
    public FragmentSource? Sender { get; set; }

    public FragmentedDatagram? OlderOfSender { get; set; }

    public FragmentedDatagram? NewerOfSender { get; set; }

    public FragmentedDatagram? Older { get; set; }

    public FragmentedDatagram? Newer { get; set; }

    public FragmentedDatagram? NextInBucket { get; set; }

    public void Begin(in FragmentKey key, Timestamp time)
    {
        Key = key;
        Time = time;
        Protocol = 0;
        Ports = 0;
        IsRefused = false;
        _bytes = 0;
        _highest = 0;
        _length = -1;
    }

    /// <summary>Gives the pages back and forgets what came.</summary>
    public void Release(FragmentPages pages)
    {
        foreach (ref var page in _pages.AsSpan())
        {
            if (page is not null)
            {
                pages.Return(page);
                page = null;
                Sender!.Pages--;
            }
        }

        _received.Clear();
        _starts.Clear();
    }

    public void Refuse(FragmentPages pages)
    {
        Release(pages);
        IsRefused = true;
    }

    /// <summary>Whether the fragment ends where this datagram cannot: past its last fragment, or as another last one.</summary>
    public bool Contradicts(in IpFragment fragment) => fragment.HasMore
        ? _length >= 0 && fragment.End >= _length
        : _length >= 0 ? fragment.End != _length : fragment.End < _highest;

    public bool Overlaps(in IpFragment fragment) => _received.CountIn(FirstBlock(fragment), EndBlock(fragment)) != 0;

    /// <summary>Whether a fragment with this very place, length and content has come already.</summary>
    public bool IsDuplicate(in IpFragment fragment)
    {
        var (first, end) = (FirstBlock(fragment), EndBlock(fragment));
        return _starts.Contains(first)
            && _received.CountIn(first, end) == end - first
            && _starts.CountIn(first, end) == 1
            && (end * BlockLength >= MaxLength || !_received.Contains(end) || _starts.Contains(end))
            && HasBytes(fragment.Offset, fragment.Bytes);
    }

    /// <summary>Takes the pages that the fragment needs; false if the store has none left.</summary>
    public bool TryReserve(in IpFragment fragment, FragmentPages pages)
    {
        for (var index = fragment.Offset / FragmentPages.PageLength; index * FragmentPages.PageLength < fragment.End; index++)
        {
            if (_pages[index] is not null)
            {
                continue;
            }

            if (!pages.TryTake(out _pages[index]))
            {
                return false;
            }

            Sender!.Pages++;
        }

        return true;
    }

    public void Store(in IpFragment fragment)
    {
        var bytes = fragment.Bytes;
        for (var offset = fragment.Offset; !bytes.IsEmpty;)
        {
            var page = Page(offset);
            var count = Math.Min(page.Length, bytes.Length);
            bytes[..count].CopyTo(page);
            bytes = bytes[count..];
            offset += count;
        }

        _starts.Add(FirstBlock(fragment));
        _received.AddRange(FirstBlock(fragment), EndBlock(fragment));
        _bytes += fragment.Bytes.Length;
        _highest = Math.Max(_highest, fragment.End);
        _length = fragment.HasMore ? _length : fragment.End;
        if (fragment.Offset == 0)
        {
            Protocol = fragment.Protocol;
            Ports = Protocol == IpProtocol.Udp && fragment.Bytes.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(fragment.Bytes) : 0;
        }
    }

    /// <summary>Writes the whole datagram and returns its length.</summary>
    public int CopyTo(Span<byte> destination)
    {
        for (var offset = 0; offset < _length;)
        {
            var page = Page(offset);
            var count = Math.Min(page.Length, _length - offset);
            page[..count].CopyTo(destination[offset..]);
            offset += count;
        }

        return _length;
    }

    private bool HasBytes(int offset, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var page = Page(offset);
            var count = Math.Min(page.Length, bytes.Length);
            if (!page[..count].SequenceEqual(bytes[..count]))
            {
                return false;
            }

            bytes = bytes[count..];
            offset += count;
        }

        return true;
    }

    // The bytes of the page that holds this offset, from it to the page's end.
    private Span<byte> Page(int offset) => _pages[offset / FragmentPages.PageLength].AsSpan(offset % FragmentPages.PageLength);

    private static int FirstBlock(in IpFragment fragment) => fragment.Offset / BlockLength;

    private static int EndBlock(in IpFragment fragment) => (fragment.End + BlockLength - 1) / BlockLength;
}
