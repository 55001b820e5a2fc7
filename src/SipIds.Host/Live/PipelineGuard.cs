using SipIds.Host.Settings;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;

namespace SipIds.Host.Live;

/// <summary>The one pipeline of a live run among the threads of its sources: one of them at a time is inside, and what goes wrong inside is contained here.</summary>
internal sealed class PipelineGuard
{
    private readonly Lock _lock = new();
    private readonly SipIdsPipeline _pipeline;
    private readonly LiveClock _clock = new();
    private readonly TimeProvider _time;
    private readonly Verdict _onCrash;
    private readonly Action<string> _say;
    private long _enteredAt;
    private long _lastPacketAt;
    private long _crashes;

    /// <param name="pipeline">The pipeline, which nobody else calls from now on.</param>
    /// <param name="onFailure">What becomes of a packet that it fails on.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="say">Tells a person.</param>
    public PipelineGuard(SipIdsPipeline pipeline, FailureMode onFailure, TimeProvider time, Action<string> say)
    {
        _pipeline = pipeline;
        _onCrash = onFailure is FailureMode.Open ? Verdict.Pass : Verdict.Drop;
        _time = time;
        _say = say;
        _lastPacketAt = time.GetTimestamp();
    }

    /// <summary>Packets that the pipeline failed on.</summary>
    public long Crashes => Interlocked.Read(ref _crashes);

    /// <summary>How long whoever is inside has been there; zero while nobody is.</summary>
    public TimeSpan Busy => Interlocked.Read(ref _enteredAt) is not 0 and var since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>How long ago the last packet was.</summary>
    public TimeSpan Idle => _time.GetElapsedTime(Interlocked.Read(ref _lastPacketAt));

    /// <summary>Waits until nobody is inside, and goes in until the result is disposed.</summary>
    public Visit Enter()
    {
        _lock.Enter();
        Interlocked.Exchange(ref _enteredAt, _time.GetTimestamp());
        return new(this);
    }

    /// <summary>How far the packets' clock is ahead of the machine's, which was set back. To be read inside.</summary>
    public TimeSpan ClockAhead => _clock.Ahead;

    /// <summary>Does something with the pipeline that is no packet.</summary>
    public void Use(Action<SipIdsPipeline> use)
    {
        using (Enter())
        {
            use(_pipeline);
        }
    }

    /// <inheritdoc cref="Use(Action{SipIdsPipeline})"/>
    public T Use<T>(Func<SipIdsPipeline, T> use)
    {
        using (Enter())
        {
            return use(_pipeline);
        }
    }

    /// <summary>Runs the timers that are due.</summary>
    public void Tick(Timestamp now)
    {
        using (Enter())
        {
            _pipeline.Tick(_clock.Read(now));
        }
    }

    private Verdict Process(ref CapturedFrame frame, IFrameControl? control)
    {
        frame.Time = _clock.Read(frame.Time);
        try
        {
            return _pipeline.Process(frame, control);
        }
        catch (Exception fault)
        {
            // Whatever it is, one packet is no reason to leave the network alone: this one meets its policy, and the next one is judged.
            OnCrash(fault);
            return _onCrash;
        }
    }

    private void OnCrash(Exception fault)
    {
        if (Interlocked.Increment(ref _crashes) == 1)
        {
            _say($"the pipeline failed on a packet, which {(_onCrash is Verdict.Pass ? "passes" : "is dropped")} uninspected; further ones are counted: {fault}");
        }
    }

    private void Leave()
    {
        Interlocked.Exchange(ref _enteredAt, 0);
        _lock.Exit();
    }

    /// <summary>The time that a thread spends inside.</summary>
    public readonly ref struct Visit(PipelineGuard guard)
    {
        /// <summary>Judges a frame.</summary>
        public Verdict Process(ref CapturedFrame frame, IFrameControl? control) => guard.Process(ref frame, control);

        /// <summary>The bytes with which the frame judged last goes on, where its verdict is to be rewritten.</summary>
        public ReadOnlySpan<byte> Rewritten => guard._pipeline.Rewritten;

        /// <summary>Whether frames wait for the rest of their message.</summary>
        public bool HoldsFrames => guard._pipeline.HeldFrames > 0;

        /// <summary>Releases what a source has kept for too long.</summary>
        public void ReleaseHeld(IFrameControl control, Timestamp now) => guard._pipeline.ReleaseHeld(control, now.Nanoseconds == long.MaxValue ? now : guard._clock.Read(now));

        /// <summary>Says that packets came.</summary>
        public void SawPackets() => Interlocked.Exchange(ref guard._lastPacketAt, guard._time.GetTimestamp());

        public void Dispose() => guard.Leave();
    }
}
