using SipIds.Events;
using SipIds.Outputs;
using SipIds.Packets;

namespace SipIds.Host.Reading;

/// <summary>Writes the frames that pass in the order of their capture, in whatever order they were judged (<c>reorder</c>).</summary>
internal sealed class PassedFrames(FrameLog log)
{
    private readonly Dictionary<long, Waiting?> _waiting = [];
    private long _next = 1;

    /// <summary>Takes a frame that was judged.</summary>
    public void Take(in CapturedFrame frame, Verdict verdict)
    {
        if (frame.Number != _next)
        {
            _waiting[frame.Number] = verdict is Verdict.Pass ? new(frame) : null;
            return;
        }

        if (verdict is Verdict.Pass)
        {
            log.Write(frame);
        }

        for (_next++; _waiting.Remove(_next, out var waiting); _next++)
        {
            if (waiting is not null)
            {
                log.Write(waiting.ToFrame());
            }
        }
    }

    /// <summary>Begins with the first frame of another capture.</summary>
    public void BeginCapture() => _next = 1;

    private sealed class Waiting(in CapturedFrame frame)
    {
        private readonly byte[] _bytes = frame.Bytes.ToArray();
        private readonly Timestamp _time = frame.Time;
        private readonly long _number = frame.Number;
        private readonly LinkType _link = frame.Link;
        private readonly int _originalLength = frame.OriginalLength;

        public CapturedFrame ToFrame() => new() { Time = _time, Number = _number, Link = _link, OriginalLength = _originalLength, Bytes = _bytes };
    }
}
