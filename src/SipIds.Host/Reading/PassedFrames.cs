using SipIds.Events;
using SipIds.Outputs;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Host.Reading;

/// <summary>What becomes of a capture's frames: those that pass go into a file, in the order of the capture, also where one waits for the rest of its message.</summary>
internal sealed class PassedFrames(FrameLog? log) : IFrameControl
{
    private readonly Queue<WaitingFrame> _waiting = new();
    private long _held;

    /// <inheritdoc/>
    public long Hold() => ++_held;

    /// <inheritdoc/>
    public void Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
        foreach (var waiting in _waiting)
        {
            if (waiting.Number == held)
            {
                waiting.Number = 0;
                waiting.Bytes = verdict is Verdict.Drop ? null : frame.ToArray();
            }
        }

        WriteReady();
    }

    /// <summary>Takes the verdict on a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="verdict">What becomes of it.</param>
    /// <param name="rewritten">The bytes with which it goes on, where it is rewritten.</param>
    public void Conclude(in CapturedFrame frame, Verdict verdict, ReadOnlySpan<byte> rewritten)
    {
        if (verdict is Verdict.Drop)
        {
            return;
        }

        if (verdict is Verdict.Pass && _waiting.Count == 0)
        {
            log?.Write(frame);
            return;
        }

        _waiting.Enqueue(new(frame, verdict is Verdict.Rewrite ? rewritten : frame.Bytes, verdict is Verdict.Hold ? _held : 0));
        WriteReady();
    }

    private void WriteReady()
    {
        while (_waiting.TryPeek(out var first) && first.Number == 0)
        {
            _ = _waiting.Dequeue();
            if (first.Bytes is not null)
            {
                log?.Write(first.ToFrame());
            }
        }
    }

    /// <summary>A frame whose turn has not come; with a number while it is held itself.</summary>
    private sealed class WaitingFrame(in CapturedFrame frame, ReadOnlySpan<byte> bytes, long number)
    {
        private readonly Timestamp _time = frame.Time;
        private readonly long _place = frame.Number;
        private readonly LinkType _link = frame.Link;

        // A frame that was shortened is as long as what is left of it.
        private readonly int _originalLength = bytes.Length == frame.Bytes.Length ? frame.OriginalLength : bytes.Length;

        public long Number { get; set; } = number;

        public byte[]? Bytes { get; set; } = bytes.ToArray();

        public CapturedFrame ToFrame() => new() { Time = _time, Number = _place, Link = _link, OriginalLength = _originalLength, Bytes = Bytes };
    }
}
