using System.Runtime.Versioning;
using SipIds.Capture.AfPacket.Filter;
using SipIds.Capture.Native;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.AfPacket;

/// <summary>The frames that pass one interface of Linux, in both directions, read from a ring that is shared with the kernel. It only listens.</summary>
/// <remarks>A frame's bytes are the ring's own. When the interface goes down, <see cref="Wait"/> throws after the last frame was read; a new source may then be opened.</remarks>
[SupportedOSPlatform("linux")]
public sealed class AfPacketSource : IRegisteredSource<AfPacketSource>
{
    private readonly PacketSocket _socket;
    private readonly BlockRing _ring;
    private readonly Lock _countersLock = new();
    private readonly LinkType _link;
    private readonly TimeSpan _blockTimeout;
    private IOException? _fault;
    private long _received;
    private long _kernelDrops;

    private AfPacketSource(PacketSocket socket, BlockRing ring, string name, LinkType link, TimeSpan blockTimeout)
    {
        _socket = socket;
        _ring = ring;
        _link = link;
        _blockTimeout = blockTimeout;
        Name = name;
    }

    /// <inheritdoc/>
    public static SourceInfo Info { get; } = new() { Name = "afpacket", Summary = "An interface of Linux, through a ring shared with the kernel.", CanShare = true };

    /// <summary>The interface.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public SourceCounters Counters
    {
        get
        {
            lock (_countersLock)
            {
                TakeDrops();
                return new() { Received = Volatile.Read(ref _received), KernelDrops = _kernelDrops };
            }
        }
    }

    /// <inheritdoc/>
    public static IReadOnlyList<AfPacketSource> Open(SourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Workers == 1
            ? [Open(request.Target, request.Capture, request.Ports)]
            : OpenShared(request.Target, request.Capture, request.Ports, request.Workers);
    }

    /// <summary>Begins to watch an interface.</summary>
    /// <param name="interfaceName">The interface, such as <c>eth0</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="ports">The SIP ports, for the kernel filter.</param>
    /// <exception cref="IOException">There is no such interface, it is down, it carries nothing that the decoder reads, or a right is missing.</exception>
    public static AfPacketSource Open(string interfaceName, CaptureOptions options, IReadOnlyList<int> ports) =>
        Open(interfaceName, options, ports, fanout: null);

    /// <summary>Begins to watch an interface with several sources, each for a worker of its own. The kernel shares the frames out by address and port pair, the same for both directions.</summary>
    /// <remarks>Fragments go by their addresses alone, so that all fragments of a datagram meet the same worker. The kernel does not put them together first: the decoder shall see them as they came.</remarks>
    /// <exception cref="IOException">As for <see cref="Open(string, CaptureOptions, IReadOnlyList{int})"/>.</exception>
    public static IReadOnlyList<AfPacketSource> OpenShared(string interfaceName, CaptureOptions options, IReadOnlyList<int> ports, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        List<AfPacketSource> sources = [];
        try
        {
            var fanout = (PacketSockets.FanoutHash | PacketSockets.FanoutUniqueId) << 16;
            for (var worker = 0; worker < workers; worker++)
            {
                sources.Add(Open(interfaceName, options, ports, fanout));
                fanout = sources[0]._socket.FanoutGroup() | (PacketSockets.FanoutHash << 16);
            }

            return sources;
        }
        catch (IOException)
        {
            sources.ForEach(source => source.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public unsafe bool TryRead(out CapturedFrame frame)
    {
        var header = _ring.Take();
        if (header is null)
        {
            frame = default;
            return false;
        }

        var start = (byte*)header + header->Link;
        int captured = (int)header->Captured, length = (int)header->Length;
        if (VlanTag.IsMissing(header->Status))
        {
            start = VlanTag.PutBack(start, header->Status, (ushort)header->VlanTag, header->VlanProtocol);
            captured += VlanTag.Length;
            length += VlanTag.Length;
        }

        Volatile.Write(ref _received, _received + 1);
        frame = new()
        {
            Time = Timestamp.FromUnix(header->Seconds, header->Nanoseconds),
            Number = _received,
            Link = _link,
            Checksums = (header->Status & RingStatus.ChecksumNotReady) != 0 ? ChecksumState.Settled : ChecksumState.Unknown,
            OriginalLength = length,
            IsChecksumPending = (header->Status & RingStatus.ChecksumNotReady) != 0,
            Bytes = new(start, captured),
        };
        return true;
    }

    /// <inheritdoc/>
    public bool Wait(TimeSpan longest)
    {
        if (_ring.IsReady)
        {
            return true;
        }

        ObjectDisposedException.ThrowIf(_socket.IsClosed, this);
        if (_fault is null && Poll(longest))
        {
            // The last frames lie in a block that is handed over when its time is out, which the kernel sees within twice that.
            _fault = _socket.TakeFault(Name);
            _ = Poll(2 * _blockTimeout);
        }

        return _ring.IsReady || (_fault is null ? false : throw _fault);
    }

    /// <summary>Stops watching. What is unread is lost, except to <see cref="Counters"/>, which stay.</summary>
    public void Dispose()
    {
        lock (_countersLock)
        {
            TakeDrops();
            _ring.Dispose();
            _socket.Dispose();
        }
    }

    private static AfPacketSource Open(string interfaceName, CaptureOptions options, IReadOnlyList<int> ports, int? fanout)
    {
        ArgumentNullException.ThrowIfNull(interfaceName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ports);
        var socket = PacketSocket.Open();
        BlockRing? ring = null;
        try
        {
            var device = NetworkDevice.Find(socket, interfaceName);
            var link = LinkOf(device);
            ring = new(socket, options.Ring.Bytes, options.BlockTimeout);
            if (device.HardwareType is NetworkDevice.Loopback)
            {
                // Each packet passes it twice, going out and coming in.
                socket.Set(PacketSockets.IgnoreOutgoing, 1, $"'{device.Name}' cannot be watched in one direction");
            }

            if (options.Filter is CaptureFilter.Ports)
            {
                socket.Attach(SipFilter.Create(link, ports));
            }

            socket.Bind(device);
            if (options.Promiscuous)
            {
                socket.BecomePromiscuous(device);
            }

            if (fanout is { } group)
            {
                socket.Set(PacketSockets.Fanout, group, $"'{device.Name}' cannot be shared between workers");
            }

            return new(socket, ring, device.Name, link, options.BlockTimeout);
        }
        catch
        {
            ring?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private static LinkType LinkOf(NetworkDevice device) => device.HardwareType switch
    {
        NetworkDevice.Ethernet or NetworkDevice.Loopback => LinkType.Ethernet,
        NetworkDevice.NoHeader or NetworkDevice.RawIP or NetworkDevice.Ppp => LinkType.Raw,
        var type => throw new IOException($"'{device.Name}' carries neither Ethernet nor plain IP packets (hardware type {type}); watch the interface below it."),
    };

    // Waits for frames, and says whether an error waits on the socket instead.
    private unsafe bool Poll(TimeSpan longest)
    {
        var entry = new PollEntry { Descriptor = (int)_socket.DangerousGetHandle(), Wanted = PacketSockets.PollIn };
        _ = PacketSockets.Poll(&entry, 1, PacketSocket.ToMilliseconds(longest));
        return !_ring.IsReady && (entry.Happened & PacketSockets.PollError) != 0;
    }

    // Reading sets the kernel's counts back.
    private void TakeDrops()
    {
        if (!_socket.IsClosed)
        {
            _kernelDrops += _socket.TakeStatistics().Drops;
        }
    }
}
