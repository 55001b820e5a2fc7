using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Host.Live;

/// <summary>The thread of one source: takes its frames through the pipeline in batches and gives each its verdict.</summary>
internal sealed class SourceWorker
{
    // The lock is taken once a batch; a second source waits for it no longer than the batch takes.
    private const int Batch = 64;

    // While a frame waits for the rest of its message.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromSeconds(2);

    private readonly ILiveSource _source;
    private readonly IInlineSource? _inline;
    private readonly PipelineGuard _guard;
    private readonly OverloadGate? _overload;
    private readonly TimeProvider _time;
    private bool _holds;

    /// <param name="source">The source.</param>
    /// <param name="guard">The pipeline.</param>
    /// <param name="overload">Says which packets come too late; null where all are inspected.</param>
    /// <param name="time">The machine's clock.</param>
    public SourceWorker(ILiveSource source, PipelineGuard guard, OverloadGate? overload, TimeProvider time)
    {
        _source = source;
        _inline = source as IInlineSource;
        _guard = guard;
        _overload = _inline is null ? null : overload;
        _time = time;
    }

    /// <summary>The source.</summary>
    public ILiveSource Source => _source;

    /// <summary>What it took and lost; what passed uninspected under overload is bypassed.</summary>
    public SourceCounters Counters
    {
        get
        {
            var counters = _source.Counters;
            return counters with { Bypassed = counters.Bypassed + (_overload?.Passed ?? 0) };
        }
    }

    /// <summary>Why it ended, in one sentence; null while it runs and after it was stopped.</summary>
    public string? Fault { get; private set; }

    /// <summary>Works until it is stopped, or the source is gone. What waits then inline still gets its verdict.</summary>
    public void Run(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var isDry = RunBatch();
                _ = _source.Wait(!isDry ? TimeSpan.Zero : _holds ? s_shortWait : s_longestWait);
            }

            Drain();
        }
        catch (IOException fault)
        {
            Fault = fault.Message;
        }
    }

    private void Drain()
    {
        var since = _time.GetTimestamp();
        ReleaseHeld(new(long.MaxValue));
        while ((!RunBatch() || _source.Wait(TimeSpan.Zero)) && _time.GetElapsedTime(since) < s_longestDrain)
        {
        }

        ReleaseHeld(new(long.MaxValue));
        _ = _source.Wait(TimeSpan.Zero);
    }

    private void ReleaseHeld(Timestamp now)
    {
        if (_inline is not null)
        {
            using var visit = _guard.Enter();
            visit.ReleaseHeld(_inline, now);
        }
    }

    /// <summary>Takes some frames through the pipeline; true if there are no more now.</summary>
    private bool RunBatch()
    {
        using var visit = _guard.Enter();
        if (_holds)
        {
            visit.ReleaseHeld(_inline!, Timestamps.Now(_time));
        }

        var isDry = Take(visit);
        _holds = _inline is not null && visit.HoldsFrames;
        return isDry;
    }

    private bool Take(PipelineGuard.Visit visit)
    {
        for (var taken = 0; taken < Batch; taken++)
        {
            if (!_source.TryRead(out var frame))
            {
                return true;
            }

            if (taken == 0)
            {
                visit.SawPackets();
            }

            frame.Source = _source.Name;
            var verdict = _overload is not null && _overload.Passes(frame.Time) ? Verdict.Pass : visit.Process(ref frame, _inline);
            Conclude(verdict, visit);
        }

        return false;
    }

    private void Conclude(Verdict verdict, PipelineGuard.Visit visit)
    {
        if (verdict is Verdict.Rewrite)
        {
            _inline?.Rewrite(visit.Rewritten);
        }
        else if (verdict is not Verdict.Hold)
        {
            _inline?.Conclude(verdict);
        }
    }
}
