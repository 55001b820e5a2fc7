using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Streams;

namespace SipIds.Pipeline;

/// <summary>The way of a frame through the product. <see cref="Intake"/> takes it apart, <see cref="PayloadPath"/> takes each payload through the stations. One thread, capture order.</summary>
public sealed class SipIdsPipeline
{
    private readonly LastingParts _lasting;
    private PipelineSetup _setup;
    private PipelineParts _parts;
    private Timestamp _nextTick;

    /// <summary>A pipeline of the preprocessors that <paramref name="setup"/> enables.</summary>
    public SipIdsPipeline(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _setup = setup;
        _lasting = new(setup);
        _parts = PipelineParts.Of(setup, _lasting);
    }

    /// <summary>What went through so far.</summary>
    public PipelineStatistics Statistics => _lasting.Statistics;

    /// <summary>What the decoder holds and gave up.</summary>
    public PacketDecoder Decoder => _lasting.Decoder;

    /// <summary>What the reassembly of TCP streams holds and gave up.</summary>
    public TcpReassembler Streams => _lasting.Streams;

    /// <summary>The call table; null if no preprocessor that runs needs one.</summary>
    public CallTracker? Calls => _parts.Calls;

    /// <summary>How full the tables are: those of calls, and those that preprocessors keep.</summary>
    public IReadOnlyList<TableFill> Tables => [.. Calls?.Tables ?? [], TableFill.Of("blocked", _parts.Services.Blocked), .. _parts.Services.Kept.Tables];

    /// <summary>Preprocessors, outputs and observers that threw.</summary>
    public IReadOnlyCollection<PluginFault> Faults => [.. _parts.Faults.All, .. _parts.ObserverFaults.All, .. _lasting.Faults];

    /// <summary>How long preprocessors take; empty unless there is a <see cref="PipelineSetup.Budget"/>.</summary>
    public IReadOnlyList<PreprocessorTiming> Timings => _parts.Dispatcher.Timings;

    /// <summary>Whose knowledge outlives the process, by name: what origins have proved, and the preprocessors that learn.</summary>
    public IEnumerable<(string Name, ILearner Learner)> Learners =>
        Calls is null ? _parts.Dispatcher.OfType<ILearner>() : [("standing", Calls.Standing), .. _parts.Dispatcher.OfType<ILearner>()];

    /// <summary>The bytes with which the frame processed last goes on, where its verdict is <see cref="Verdict.Rewrite"/>. Valid until the next frame.</summary>
    public ReadOnlySpan<byte> Rewritten => _lasting.Segments.Rewritten;

    /// <summary>How many frames wait for the rest of their message (<see cref="Verdict.Hold"/>).</summary>
    public int HeldFrames => _lasting.Segments.Held;

    /// <summary>Takes one frame through the pipeline.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="control">Its source, where that can keep frames back and send.</param>
    /// <returns>What becomes of the frame.</returns>
    public Verdict Process(in CapturedFrame frame, IFrameControl? control = null)
    {
        _lasting.Segments.Control = control;
        Count(frame);
        return _parts.Intake.Take(frame);
    }

    /// <summary>Judges one message of a program that receives SIP itself: a proxy, a relay, a test bench.</summary>
    /// <param name="message">The payload of a datagram, or one whole message of a stream. It is taken for SIP, whatever the ports.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="target">Who is to get it.</param>
    /// <param name="time">When it came. Of two messages the later one has the later time.</param>
    /// <param name="transport">What carried it.</param>
    /// <returns>The verdict and the events, valid until the next call.</returns>
    public Judgement Process(ReadOnlySpan<byte> message, NetEndpoint source, NetEndpoint target, Timestamp time, Transport transport = Transport.Udp)
    {
        var frame = new CapturedFrame { Time = time, Number = Statistics.Packets + 1, Link = LinkType.Raw, OriginalLength = message.Length };
        Statistics.Bytes += message.Length;
        Count(frame);
        _parts.Path.Slot.Begin(time);
        var verdict = _parts.Path.Judge(new() { Frame = frame, Source = source, Target = target, Transport = transport, Payload = message }, message);
        return new(_parts.Path.Slot, _parts.Policy, verdict);
    }

    /// <summary>Runs the timers that are due, for a source from which nothing comes. A moment before the last packet changes nothing.</summary>
    public void Tick(Timestamp now)
    {
        if (now >= _nextTick)
        {
            OnTick(now);
        }
    }

    /// <summary>Releases frames that have waited for the rest of their message for too long. To be called every few milliseconds while there are <see cref="HeldFrames"/>.</summary>
    /// <param name="control">The source that keeps them; null for all.</param>
    /// <param name="now">The packets' clock; the latest time that there is releases all.</param>
    public void ReleaseHeld(IFrameControl? control, Timestamp now) => _lasting.Segments.ReleaseOverdue(control, now);

    /// <summary>Goes on with other settings, and with all that is known of calls, counts and streams. Those that need a restart must be as before.</summary>
    /// <param name="settings">The settings at the top level.</param>
    /// <param name="options">The sections of the preprocessors by name.</param>
    /// <param name="limits">How many alerts there may be.</param>
    /// <inheritdoc cref="Reload(PipelineSetup)"/>
    public IReadOnlyList<string> Reload(PipelineOptions settings, IReadOnlyDictionary<string, PreprocessorOptions> options, AlertLimits limits) =>
        Reload(_setup with { Settings = settings, Options = options, AlertLimits = limits });

    /// <summary>Goes on with other settings and other preprocessors, and with all that is known of calls, counts and streams.</summary>
    /// <param name="setup">What the pipeline is to be made of. Of outputs, observers, hasher and inline the present ones stay.</param>
    /// <returns>The names of preprocessors of the call stage that keep nothing and so begin anew.</returns>
    /// <remarks>A preprocessor with equal options and settings goes on as it is; another is created anew, and one of the same type finds what it keeps (<see cref="PreprocessorServices.Keep"/>). If one cannot be created its exception comes out, and the pipeline is as it was.</remarks>
    public IReadOnlyList<string> Reload(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var next = _setup.With(setup);
        _parts = _parts.After(next, _lasting);
        _setup = next;
        _lasting.Change(next);
        Calls?.Change(next.Settings.ForCalls);
        return _parts.BegunAnew;
    }

    /// <summary>What the preprocessors say of their work so far. Not to be called while a packet is processed.</summary>
    public IReadOnlyList<PreprocessorSummary> Summarize() => _parts.Dispatcher.Summarize();

    /// <summary>Pushes what the outputs hold to where it goes.</summary>
    public void Flush() => _lasting.Alerts.Flush();

    private void Count(in CapturedFrame frame)
    {
        Statistics.Count(frame);
        if (frame.Time >= _nextTick)
        {
            OnTick(frame.Time);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnTick(Timestamp now)
    {
        _nextTick = now + TimeSpan.FromSeconds(1);
        _parts.Path.Tick(now);
        _parts.Services.Blocked.Sweep(now);
        _parts.Intake.Expire(now);
    }
}
