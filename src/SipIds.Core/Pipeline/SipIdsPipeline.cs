using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline.Refusals;
using SipIds.Pipeline.Streams;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;
using SipIds.Streams;

namespace SipIds.Pipeline;

/// <summary>The way of a frame through the product: decode, parse, inspect, decide, report, observe. One thread, capture order.</summary>
public sealed partial class SipIdsPipeline
{
    private static readonly TimeSpan s_tickInterval = TimeSpan.FromSeconds(1);

    private readonly PacketDecoder _decoder;
    private readonly SipStreamReassembler _streams;
    private readonly StreamVerdicts _segments;
    private readonly SipHeaderTable _headers = new();
    private readonly AlertThrottle _throttle;
    private readonly DropThrottle _drops;
    private readonly RefusalSender _refusals;
    private readonly IDropOutput[] _dropOutputs;
    private readonly IReadOnlyList<IEventOutput> _outputs;
    private readonly IMessageObserver[] _observers;
    private PipelineSetup _setup;
    private PipelineParts _parts;
    private Inspection _inspection;
    private CallTracker? _calls;
    private Dispatcher _dispatcher;
    private Policy _policy;
    private PortSet _ports;
    private OriginResolver _origins;
    private Timestamp _now;
    private Timestamp _nextTick;
    private Policy.Decision _decision;
    private AlertParties _parties;
    private int _decided;
    private int _refusedWith;

    /// <summary>A pipeline of the preprocessors that <paramref name="setup"/> enables.</summary>
    public SipIdsPipeline(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _setup = setup;
        _decoder = new(setup.Settings.Decoder);
        _streams = new(setup.Settings.Decoder, setup.Settings.Limits, setup.Settings.Ports);
        _segments = new(_streams, setup);
        _throttle = new(setup.Settings.Period, setup.AlertLimits, setup.Hasher);
        _drops = new(setup.AlertLimits, setup.Hasher);
        _refusals = new(setup.Hasher);
        _outputs = setup.Outputs;
        _dropOutputs = [.. setup.Outputs.OfType<IDropOutput>()];
        _observers = [.. setup.Observers];
        Use(PipelineParts.Of(setup));
    }

    /// <summary>What went through so far.</summary>
    public PipelineStatistics Statistics { get; } = new();

    /// <summary>What the decoder holds and gave up.</summary>
    public PacketDecoder Decoder => _decoder;

    /// <summary>What the reassembly of TCP streams holds and gave up.</summary>
    public SipStreamReassembler Streams => _streams;

    /// <summary>The call table; null if no preprocessor that runs needs one.</summary>
    public CallTracker? Calls => _calls;

    /// <summary>How full the tables are: those of calls, and those that preprocessors keep.</summary>
    public IReadOnlyList<TableFill> Tables => [.. _calls?.Tables ?? [], .. _parts.Services.Kept.Tables];

    /// <summary>Preprocessors that threw.</summary>
    public IReadOnlyCollection<PreprocessorFault> Faults => _parts.Faults.All;

    /// <summary>How long preprocessors take; empty unless there is a <see cref="PipelineSetup.Budget"/>.</summary>
    public IReadOnlyList<PreprocessorTiming> Timings => _dispatcher.Timings;

    /// <summary>Whose knowledge outlives the process, by name: what origins have proved, and the preprocessors that learn.</summary>
    public IEnumerable<(string Name, ILearner Learner)> Learners =>
        _calls is null ? _dispatcher.OfType<ILearner>() : [("standing", _calls.Standing), .. _dispatcher.OfType<ILearner>()];

    /// <summary>Takes one frame through the pipeline.</summary>
    /// <returns>Whether the frame goes on to its endpoint.</returns>
    public Verdict Process(in CapturedFrame frame)
    {
        CountFrame(frame);
        if (frame.Time >= _nextTick)
        {
            OnTick(frame.Time);
        }

        var status = _decoder.Decode(frame, out var packet);
        Statistics.Count(status);
        return status is not DecodeStatus.Ok ? ProcessUndecoded(status, packet)
            : packet.Transport is Transport.Udp ? ProcessDatagram(ref packet)
            : ProcessTcp(ref packet);
    }

    /// <summary>Runs the timers that are due, for a source from which nothing comes. A moment before the last packet changes nothing.</summary>
    public void Tick(Timestamp now)
    {
        if (now > _now && now >= _nextTick)
        {
            OnTick(now);
        }
    }

    /// <summary>Goes on with other settings, and with all that is known of calls, counts and streams.</summary>
    /// <param name="settings">The settings at the top level. Those that need a restart must be as before.</param>
    /// <param name="options">The sections of the preprocessors by name. One with equal options and settings goes on as it is; another is created anew and finds what it keeps (<see cref="PreprocessorServices.Keep"/>).</param>
    /// <param name="limits">How many alerts there may be.</param>
    /// <returns>The names of preprocessors of the call stage that keep nothing and so begin anew.</returns>
    /// <remarks>If a preprocessor cannot be created its exception comes out, and the pipeline is as it was.</remarks>
    public IReadOnlyList<string> Reload(PipelineOptions settings, IReadOnlyDictionary<string, PreprocessorOptions> options, AlertLimits limits)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(limits);
        return Reload(_setup with { Settings = settings, Options = options, AlertLimits = limits });
    }

    /// <summary>Goes on with other settings and other preprocessors, and with all that is known of calls, counts and streams.</summary>
    /// <param name="setup">What the pipeline is to be made of. Of outputs, observers, hasher and inline the present ones stay.</param>
    /// <returns>The names of preprocessors of the call stage that keep nothing and so begin anew.</returns>
    /// <remarks>One that is known by the same type goes on or is created anew as its settings ask; one of another type is a new one. If one cannot be created its exception comes out, and the pipeline is as it was.</remarks>
    public IReadOnlyList<string> Reload(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var next = _setup with
        {
            Registry = setup.Registry,
            Settings = setup.Settings,
            Options = setup.Options,
            AlertLimits = setup.AlertLimits,
            MaxFaults = setup.MaxFaults,
            Budget = setup.Budget,
        };
        Use(_parts.After(next));
        _setup = next;
        _segments.Use(next);
        _throttle.Change(next.Settings.Period, next.AlertLimits);
        _drops.Change(next.AlertLimits);
        _calls?.Change(next.Settings.ForCalls);
        return _parts.BegunAnew;
    }

    /// <summary>What the preprocessors say of their work so far. Not to be called while a packet is processed.</summary>
    public IReadOnlyList<PreprocessorSummary> Summarize() => _dispatcher.Summarize();

    /// <summary>Pushes what the outputs hold to where it goes.</summary>
    public void Flush()
    {
        foreach (var output in _outputs)
        {
            output.Flush();
        }
    }

    private void CountFrame(in CapturedFrame frame)
    {
        var statistics = Statistics;
        if (statistics.Packets++ == 0)
        {
            statistics.First = frame.Time;
        }

        statistics.Bytes += frame.Bytes.Length;
        statistics.Last = frame.Time;
        _now = frame.Time;
    }

    [MemberNotNull(nameof(_parts), nameof(_inspection), nameof(_dispatcher), nameof(_policy), nameof(_ports), nameof(_origins))]
    private void Use(PipelineParts parts)
    {
        _parts = parts;
        _calls = parts.Calls;
        _inspection = parts.Inspection;
        _dispatcher = parts.Dispatcher;
        _policy = parts.Policy;
        _ports = parts.Ports;
        _origins = parts.Origins;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnTick(Timestamp now)
    {
        _now = now;
        _nextTick = now + s_tickInterval;
        _inspection.Begin(now);
        _calls?.OnTick(now);
        _dispatcher.Tick(_inspection);
        JudgeAbandoned(now);
    }

    private Verdict ProcessDatagram(ref DecodedPacket packet)
    {
        if (!IsOnSipPort(packet) && !SipSniffer.LooksLikeSip(packet.Payload))
        {
            Statistics.OtherPayloads++;
            return Verdict.Pass;
        }

        var below = ProcessBelow(ref packet);
        if (below is Verdict.Pass && !packet.IsRefused)
        {
            return ProcessPayload(packet, packet.Truncated ? CutMessage.WholeLines(packet.Payload) : packet.Payload);
        }

        NoteDiscarded(packet);
        return below;
    }

    private Verdict ProcessPayload(in DecodedPacket decoded, ReadOnlySpan<byte> payload)
    {
        var status = SipParser.Parse(payload, _headers, out var message);
        if (status is SipParseStatus.Ok)
        {
            Statistics.Count(message, decoded.Source.Address);
        }
        else if (status is SipParseStatus.KeepAlive)
        {
            Statistics.KeepAlives++;
            return Verdict.Pass;
        }
        else
        {
            Statistics.NotSip++;
        }

        var packet = new SipPacket(decoded, payload, status, message, _origins.OriginOf(decoded.Source, message));
        if (packet.AreHeadersCut)
        {
            return ProcessCut(packet);
        }

        _inspection.Begin(decoded.Frame.Time);
        _calls?.LookUp(packet);
        var verdict = _calls is { Context.IsCopyOfDropped: true } && !_segments.MustPass ? RepeatVerdict(packet) : Inspect(packet);
        if (decoded.Transport is Transport.Tcp)
        {
            Learn(message, verdict);
        }

        if (_observers.Length > 0 && status is SipParseStatus.Ok)
        {
            Show(packet, verdict);
        }

        return verdict;
    }

    private Verdict Inspect(in SipPacket packet)
    {
        _dispatcher.Inspect(packet, _inspection);
        var verdict = _inspection.Count > 0 ? Judge(packet) : Verdict.Pass;
        var wouldDrop = _inspection.Count > 0 && _decision.WouldDrop;
        if (packet.Decoded.IsDiscarded)
        {
            // Its receiver does not see it, so nothing moves.
        }
        else if (verdict is Verdict.Pass)
        {
            _calls?.Observe(packet);
            _dispatcher.Observe(packet, _inspection);
            Rehearse(packet, wouldDrop);
        }
        else
        {
            _calls?.ObserveDropped(packet, refusedWith: _refusedWith);
        }

        return verdict;
    }

    // A copy of what would have been dropped would be, too, though it raises nothing by itself.
    private void Rehearse(in SipPacket packet, bool wouldDrop)
    {
        if (wouldDrop)
        {
            _calls?.ObserveRehearsed(packet);
        }
        else if (_calls is { Context.IsCopyOfRehearsed: true } && _setup.Settings.ActionDrop is DropMode.Shadow && !_segments.MustPass)
        {
            Statistics.WouldDrop++;
        }
    }

    // What was dropped and is sent again was judged, counted and reported when it first came.
    private Verdict RepeatVerdict(in SipPacket packet)
    {
        RefuseAgain(packet);
        Statistics.Dropped++;
        Statistics.DroppedCopies++;
        return Verdict.Drop;
    }

    private void Show(in SipPacket packet, Verdict verdict)
    {
        foreach (var observer in _observers)
        {
            observer.OnMessage(packet, _inspection.Calls, verdict);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict Judge(in SipPacket packet)
    {
        var decision = AsExcisable(_policy.Decide(packet, _inspection));
        (_decision, _decided) = (decision, _inspection.Count);
        Statistics.AlertsDeclaredFalse += _policy.TakeSuppressed();
        _parties = new(packet, _calls?.Context);
        _refusedWith = decision.Verdict is Verdict.Drop ? Refuse(packet) : 0;
        Statistics.Dropped += decision.Verdict is Verdict.Drop ? 1 : 0;
        Statistics.WouldDrop += decision.WouldDrop ? 1 : 0;
        foreach (ref readonly var report in _inspection.Reports)
        {
            if (_setup.ReportObservers.Count > 0)
            {
                Show(report);
            }

            if (_throttle.TryPass(report, packet.Source.Address, packet.Time, out var suppressed))
            {
                Write(report, decision, suppressed, packet);
            }
            else
            {
                Statistics.AlertsSuppressed++;
            }
        }

        if ((decision.Verdict is not Verdict.Pass || decision.WouldDrop) && Policy.Decisive(_inspection) is { } decisive)
        {
            WriteDrop(new() { Event = decisive, WouldDrop = decision.WouldDrop, RefusedWith = _refusedWith }, packet);
        }

        return decision.Verdict;
    }

    private void Show(in Report report)
    {
        foreach (var observer in _setup.ReportObservers)
        {
            observer.OnReport(report.Event, report.Severity);
        }
    }

    private void Write(in Report report, in Policy.Decision decision, long suppressed, in SipPacket packet)
    {
        Statistics.Count(report.Event, report.Severity);
        var alert = AlertOf(report, decision, _parties, suppressed);
        foreach (var output in _outputs)
        {
            output.Write(alert, packet);
        }
    }

    private static Alert AlertOf(in Report report, in Policy.Decision decision, in AlertParties parties, long suppressed) => new()
    {
        Event = report.Event,
        Severity = report.Severity,
        Action = report.Action,
        Verdict = decision.Verdict,
        WouldDrop = decision.WouldDrop,
        Emergency = decision.Emergency,
        NotExcised = decision.NotExcised,
        Count = report.Counted.Count,
        Limit = report.Counted.Limit,
        Suppressed = suppressed,
        Since = report.Counted.Since,
        Source = parties.SourceOf(report.Event),
        Target = parties.TargetOf(report.Event),
        SourceProven = parties.IsProven(report.Event),
        Detail = report.Detail[..report.DetailLength],
    };
}
