using System.Collections.Concurrent;
using SipIds.Host.Live;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Testing;

namespace SipIds.Host.Tests.Live;

/// <summary>A source in the path whose packets a test hands over, and which keeps their verdicts.</summary>
internal sealed class FakeSource(string name = "fake") : IInlineSource
{
    private readonly ConcurrentQueue<(byte[] Bytes, Timestamp Time)> _waiting = new();
    private readonly ConcurrentQueue<Verdict> _verdicts = new();
    private readonly SemaphoreSlim _filled = new(0);
    private byte[] _current = [];
    private bool _isUndecided;
    private long _read;
    private volatile string? _fault;

    public string Name => name;

    public SourceCounters Counters => new() { Received = Interlocked.Read(ref _read), KernelDrops = KernelDrops };

    public long KernelDrops { get; set; }

    public bool IsDisposed { get; private set; }

    public bool StoodAside { get; private set; }

    /// <summary>The verdicts in the order of the packets.</summary>
    public IReadOnlyList<Verdict> Verdicts => [.. _verdicts];

    public int Waiting => _waiting.Count;

    /// <summary>Hands packets over, stamped now or as long ago as <paramref name="ago"/>.</summary>
    public void Send(IEnumerable<FrameBuilder> frames, TimeSpan ago = default)
    {
        foreach (var frame in frames)
        {
            _waiting.Enqueue((frame.ToFrame().Bytes.ToArray(), Timestamps.Now(TimeProvider.System) + -ago));
        }

        _filled.Release();
    }

    /// <summary>Takes the interface away.</summary>
    public void Break(string fault)
    {
        _fault = fault;
        _filled.Release();
    }

    public bool TryRead(out CapturedFrame frame)
    {
        Assert.False(_isUndecided, "A frame got no verdict before the next was read.");
        frame = default;
        if (!_waiting.TryDequeue(out var next))
        {
            return false;
        }

        _current = next.Bytes;
        _isUndecided = true;
        frame = new() { Bytes = _current, OriginalLength = _current.Length, Link = LinkType.Ethernet, Time = next.Time, Number = Interlocked.Increment(ref _read) };
        return true;
    }

    public void Conclude(Verdict verdict)
    {
        _isUndecided = false;
        _verdicts.Enqueue(verdict);
    }

    public bool Wait(TimeSpan longest)
    {
        if (_waiting.IsEmpty)
        {
            _ = _filled.Wait(longest);
        }

        return _fault is null ? !_waiting.IsEmpty : throw new IOException(_fault);
    }

    public void StandAside() => StoodAside = true;

    public void Dispose() => IsDisposed = true;
}
