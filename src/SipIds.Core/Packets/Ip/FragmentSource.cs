namespace SipIds.Packets.Ip;

/// <summary>What one sender has in reassembly, the oldest first, so that a flood of its fragments pushes out its own.</summary>
internal sealed class FragmentSource
{
    private FragmentedDatagram? _newest;

    public NetAddress Address { get; set; }

    public int Count { get; private set; }

    /// <summary>How many pages its datagrams hold.</summary>
    public int Pages { get; set; }

    public FragmentedDatagram? Oldest { get; private set; }

    public FragmentSource? NextFree { get; set; }

    public void Add(FragmentedDatagram datagram)
    {
        datagram.Sender = this;
        datagram.OlderOfSender = _newest;
        datagram.NewerOfSender = null;
        if (_newest is null)
        {
            Oldest = datagram;
        }
        else
        {
            _newest.NewerOfSender = datagram;
        }

        _newest = datagram;
        Count++;
    }

    public void Remove(FragmentedDatagram datagram)
    {
        if (datagram.OlderOfSender is { } older)
        {
            older.NewerOfSender = datagram.NewerOfSender;
        }
        else
        {
            Oldest = datagram.NewerOfSender;
        }

        if (datagram.NewerOfSender is { } newer)
        {
            newer.OlderOfSender = datagram.OlderOfSender;
        }
        else
        {
            _newest = datagram.OlderOfSender;
        }

        Count--;
    }
}
