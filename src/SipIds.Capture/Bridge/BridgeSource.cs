using System.Runtime.Versioning;
using SipIds.Capture.Native;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.Bridge;

/// <summary>Two Ethernet interfaces of Linux joined to a bridge: what comes in at one goes out at the other when its verdict is to pass, byte for byte.</summary>
/// <remarks>
/// The bridge is this process: while it does not run, nothing crosses, whatever <c>on_failure</c> says. A network that must outlive it needs a bypass of its own, or NFQUEUE.
/// It has no address, learns none and speaks no spanning tree: both sides see each other as over a cable.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class BridgeSource : IInlineSource
{
    private readonly BridgePort _left;
    private readonly BridgePort _right;
    private readonly BridgeLane[] _lanes;
    private readonly Lock _countersLock = new();
    private BridgeLane _lane;
    private int _burst = SendBatch.Capacity;
    private readonly OwnFrames _own = new();
    private readonly Dictionary<long, (BridgeLane Lane, VirtioHeader Header)> _held = [];
    private long _holds;
    private bool _isUndecided;
    private bool _isDisposed;
    private long _received;
    private long _bypassed;

    private BridgeSource(BridgePort left, BridgePort right)
    {
        _left = left;
        _right = right;
        _lanes = [new(left, right, left.Device.Index), new(right, left, right.Device.Index)];
        _lane = _lanes[0];
        Name = $"{left.Device.Name}:{right.Device.Name}";
        Notices = [.. BridgeNotices.Of(left.Device.Name), .. BridgeNotices.Of(right.Device.Name)];
    }

    /// <summary>The two interfaces, as <c>eth1:eth2</c>.</summary>
    public string Name { get; }

    /// <summary>What keeps it from being invisible, in sentences for a person, each with the mend. None where all is well.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <inheritdoc/>
    public SourceCounters Counters
    {
        get
        {
            lock (_countersLock)
            {
                return new()
                {
                    Received = Volatile.Read(ref _received),
                    KernelDrops = _left.TakeDrops() + _right.TakeDrops(),
                    Bypassed = Volatile.Read(ref _bypassed),
                    SendErrors = _lanes[0].SendErrors + _lanes[1].SendErrors,
                    SendFault = _lanes[0].SendFault ?? _lanes[1].SendFault,
                };
            }
        }
    }

    /// <summary>Joins two interfaces.</summary>
    /// <exception cref="IOException">One is missing, down, no Ethernet, or puts received packets together; their MTUs differ; or a right is missing.</exception>
    public static BridgeSource Open(string left, string right, BridgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(options);
        if (string.Equals(left, right, StringComparison.Ordinal))
        {
            throw new IOException($"A bridge needs two interfaces; '{left}' is named twice.");
        }

        var first = new BridgePort(left, options.Ring.Bytes);
        BridgePort? second = null;
        try
        {
            second = new(right, options.Ring.Bytes);
            if (first.Device.Mtu != second.Device.Mtu)
            {
                throw new IOException($"'{left}' has an MTU of {first.Device.Mtu} and '{right}' of {second.Device.Mtu}; a bridge needs the same ('ip link set {right} mtu {first.Device.Mtu}').");
            }

            first.Start();
            second.Start();
            return new(first, second);
        }
        catch
        {
            second?.Dispose();
            first.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out CapturedFrame frame)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Decide();
        frame = default;

        // One direction may not keep the other one waiting. The third look is for the first direction, whose burst was over.
        for (var look = 0; look < 3; look++)
        {
            if (_burst > 0 && _lane.TryRead(ref frame))
            {
                _burst--;
                _isUndecided = true;
                Volatile.Write(ref _received, _received + 1);
                frame.Number = _received;
                frame.Link = LinkType.Ethernet;
                return true;
            }

            _lane.Flush();
            _lane = _lane == _lanes[0] ? _lanes[1] : _lanes[0];
            _burst = SendBatch.Capacity;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Conclude(Verdict verdict)
    {
        if (_isUndecided)
        {
            _isUndecided = false;
            _lane.Conclude(verdict);
            SendOwn();
        }
    }

    /// <inheritdoc/>
    public void Rewrite(ReadOnlySpan<byte> frame)
    {
        if (_isUndecided)
        {
            _isUndecided = false;
            _lane.Rewrite(frame);
            SendOwn();
        }
    }

    /// <inheritdoc/>
    public long Hold()
    {
        if (!_isUndecided)
        {
            return 0;
        }

        _isUndecided = false;
        _held[++_holds] = (_lane, _lane.Take());
        return _holds;
    }

    /// <inheritdoc/>
    public void Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
        if (_held.Remove(held, out var waiting) && verdict is not Verdict.Drop)
        {
            waiting.Lane.Send(waiting.Header, frame);
        }
    }

    /// <inheritdoc/>
    public bool TrySend(ReadOnlySpan<byte> frame, bool back)
    {
        return _isUndecided && _own.TryAdd(frame, back);
    }

    /// <inheritdoc/>
    public unsafe bool Wait(TimeSpan longest)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Decide();
        _lanes[0].Flush();
        _lanes[1].Flush();
        if (IsReady)
        {
            return true;
        }

        var entries = stackalloc PollEntry[2] { Entry(_left), Entry(_right) };
        _ = PacketSockets.Poll(entries, 2, PacketSocket.ToMilliseconds(longest));
        if (IsReady)
        {
            return true;
        }

        for (var i = 0; i < 2; i++)
        {
            if ((entries[i].Happened & PacketSockets.PollError) != 0)
            {
                var port = i == 0 ? _left : _right;
                throw port.Socket.TakeFault(port.Device.Name);
            }
        }

        return false;
    }

    /// <summary>Ends the bridge. Frames that wait in its rings are let through first.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        try
        {
            LetThrough();
        }
        catch (IOException)
        {
            // The interface is gone, and its frames with it.
        }

        _isDisposed = true;
        lock (_countersLock)
        {
            _left.Dispose();
            _right.Dispose();
        }

        _lanes[0].Dispose();
        _lanes[1].Dispose();
    }

    private bool IsReady => _lanes[0].IsReady || _lanes[1].IsReady;

    private static PollEntry Entry(BridgePort port) => new() { Descriptor = (int)port.Socket.DangerousGetHandle(), Wanted = PacketSockets.PollIn };

    private void SendOwn()
    {
        for (var index = 0; index < _own.Count; index++)
        {
            var isFromLeft = _lane == _lanes[0];
            _lanes[isFromLeft == _own.GoesBack(index) ? 1 : 0].Send(default, _own[index]);
        }

        _own.Clear();
    }

    // A frame that nobody judged passes.
    private void Decide() => Conclude(Verdict.Pass);

    private void LetThrough()
    {
        Decide();
        for (var left = _lanes[0].Capacity + _lanes[1].Capacity; left > 0 && TryRead(out _); left--)
        {
            Conclude(Verdict.Pass);
            Volatile.Write(ref _received, _received - 1);
            Volatile.Write(ref _bypassed, _bypassed + 1);
        }

        _lanes[0].Flush();
        _lanes[1].Flush();
    }
}
