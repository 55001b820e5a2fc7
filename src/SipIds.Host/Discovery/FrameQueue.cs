using SipIds.Packets;

namespace SipIds.Host.Discovery;

/// <summary>Puts the frames of several live sources into order of time: they wait until every source has had the time to hand over what is earlier.</summary>
internal sealed class FrameQueue
{
    private const int Most = 16_384;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(200);

    private readonly PriorityQueue<Held, long> _held = new();
    private Timestamp _newest;

    /// <summary>Keeps a copy of a frame.</summary>
    public void Add(in CapturedFrame frame)
    {
        _newest = frame.Time > _newest ? frame.Time : _newest;
        _held.Enqueue(new(frame), frame.Time.Nanoseconds);
    }

    /// <summary>Hands on what has waited long enough.</summary>
    /// <param name="take">Takes it.</param>
    /// <param name="all">Whether nothing earlier can come any more.</param>
    public void Release(FrameTaker take, bool all)
    {
        while (_held.TryPeek(out var next, out _) && (all || _held.Count > Most || _newest - next.Frame.Time > s_wait))
        {
            take(_held.Dequeue().Frame);
        }
    }

    private sealed class Held
    {
        private readonly byte[] _bytes;
        private readonly Timestamp _time;
        private readonly LinkType _link;
        private readonly int _door;
        private readonly int _original;
        private readonly bool _isPending;
        private readonly ChecksumState _checksums;

        public Held(in CapturedFrame frame)
        {
            _bytes = frame.Bytes.ToArray();
            (_time, _link, _door, _original, _isPending, _checksums) = (frame.Time, frame.Link, frame.Ingress, frame.OriginalLength, frame.IsChecksumPending, frame.Checksums);
        }

        public CapturedFrame Frame => new() { Time = _time, Link = _link, Ingress = _door, OriginalLength = _original, IsChecksumPending = _isPending, Checksums = _checksums, Bytes = _bytes };
    }
}
