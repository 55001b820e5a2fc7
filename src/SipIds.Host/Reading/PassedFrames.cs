using SipIds.Outputs.PacketLog;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Host.Reading;

/// <summary>What becomes of a capture's frames: those that pass go into a file, in the order of the capture, in whatever order they were judged (<c>reorder</c>) and though one may wait for the rest of its message.</summary>
internal sealed class PassedFrames(FrameLog? log) : IFrameControl
{
    private readonly Dictionary<long, WaitingFrame> _waiting = [];
    private readonly Dictionary<long, WaitingFrame> _heldFrames = [];
    private long _next = 1;
    private long _held;

    /// <inheritdoc/>
    public long Hold() => ++_held;

    /// <inheritdoc/>
    public void Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
        if (_heldFrames.Remove(held, out var waiting))
        {
            waiting.Decide(verdict is Verdict.Drop ? default : frame);
            WriteReady();
        }
    }

    /// <summary>Takes the verdict on a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="verdict">What becomes of it.</param>
    /// <param name="rewritten">The bytes with which it goes on, where it is rewritten.</param>
    public void Conclude(in CapturedFrame frame, Verdict verdict, ReadOnlySpan<byte> rewritten)
    {
        if (frame.Number == _next && verdict is Verdict.Pass or Verdict.Drop)
        {
            _next++;
            Write(frame, verdict);
            WriteReady();
            return;
        }

        var waiting = new WaitingFrame(frame);
        _waiting[frame.Number] = waiting;
        if (verdict is Verdict.Hold)
        {
            _heldFrames[_held] = waiting;
            return;
        }

        waiting.Decide(verdict switch { Verdict.Drop => default, Verdict.Rewrite => rewritten, _ => frame.Bytes });
        WriteReady();
    }

    /// <summary>Begins with the first frame of another capture.</summary>
    public void BeginCapture() => _next = 1;

    private void Write(in CapturedFrame frame, Verdict verdict)
    {
        if (verdict is Verdict.Pass)
        {
            log?.Write(frame);
        }
    }

    private void WriteReady()
    {
        for (; _waiting.TryGetValue(_next, out var waiting) && waiting.IsDecided; _next++)
        {
            _ = _waiting.Remove(_next);
            if (waiting.Passes)
            {
                log?.Write(waiting.ToFrame());
            }
        }
    }

    /// <summary>A frame whose turn to be written has not come.</summary>
    private sealed class WaitingFrame(in CapturedFrame frame)
    {
        private readonly Timestamp _time = frame.Time;
        private readonly long _number = frame.Number;
        private readonly LinkType _link = frame.Link;
        private readonly int _capturedLength = frame.Bytes.Length;
        private readonly int _originalLength = frame.OriginalLength;
        private byte[] _bytes = [];

        public bool IsDecided { get; private set; }

        public bool Passes => _bytes.Length > 0;

        public void Decide(ReadOnlySpan<byte> bytes)
        {
            IsDecided = true;
            _bytes = bytes.ToArray();
        }

        // A frame that was shortened is as long as what is left of it.
        public CapturedFrame ToFrame() => new()
        {
            Time = _time,
            Number = _number,
            Link = _link,
            OriginalLength = _bytes.Length == _capturedLength ? _originalLength : _bytes.Length,
            Bytes = _bytes,
        };
    }
}
