using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>The way of a frame through the product: decode, parse, inspect, decide, report, observe. One thread, capture order.</summary>
public sealed class SipIdsPipeline
{
    private static readonly TimeSpan s_tickInterval = TimeSpan.FromSeconds(1);

    private readonly PacketDecoder _decoder;
    private readonly SipStreamReassembler _streams;
    private readonly SipHeaderTable _headers = new();
    private readonly Inspection _inspection;
    private readonly CallTracker? _calls;
    private readonly Dispatcher _dispatcher;
    private readonly Policy _policy;
    private readonly AlertThrottle _throttle;
    private readonly PortSet _ports;
    private readonly OriginResolver _origins;
    private readonly IReadOnlyList<IEventOutput> _outputs;
    private readonly IReadOnlyList<IMessageObserver> _observers;
    private Timestamp _nextTick;

    /// <summary>A pipeline of the preprocessors that <paramref name="setup"/> enables.</summary>
    public SipIdsPipeline(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var settings = setup.Settings;
        var services = new PreprocessorServices(settings, setup.Hasher);
        var enabled = setup.Enabled.ToArray();
        var needsCalls = setup.Observers.Count > 0 || Array.Exists(enabled, p => p.Registration.Info.Stage is PreprocessorStage.Call);
        _calls = needsCalls ? services.Calls : null;
        _inspection = new(_calls);
        _ports = new(settings.Ports);
        _decoder = new(settings.Decoder);
        _streams = new(settings.Decoder, settings.Limits, settings.Ports);
        _dispatcher = new([.. enabled.Select(p => new ActivePreprocessor(p.Registration.Info, p.Registration.Create(p.Options, services)))]);
        _policy = new(setup.Registry.ToCatalogue(), settings, setup.Inline);
        _throttle = new(settings.Period);
        _origins = new(settings.ProxyIp);
        _outputs = setup.Outputs;
        _observers = setup.Observers;
    }

    /// <summary>What went through so far.</summary>
    public PipelineStatistics Statistics { get; } = new();

    /// <summary>What the decoder holds and gave up.</summary>
    public PacketDecoder Decoder => _decoder;

    /// <summary>What the reassembly of TCP streams holds and gave up.</summary>
    public SipStreamReassembler Streams => _streams;

    /// <summary>The call table; null if no preprocessor that runs needs one.</summary>
    public CallTracker? Calls => _calls;

    /// <summary>Preprocessors that threw.</summary>
    public IReadOnlyCollection<PreprocessorFault> Faults => _dispatcher.Faults;

    /// <summary>Takes one frame through the pipeline.</summary>
    /// <returns>Whether the frame goes on to its endpoint.</returns>
    public Verdict Process(in CapturedFrame frame)
    {
        CountFrame(frame);
        if (frame.Time >= _nextTick)
        {
            Tick(frame.Time);
        }

        var status = _decoder.Decode(frame, out var packet);
        Statistics.Count(status);
        return status is not DecodeStatus.Ok ? Verdict.Pass
            : packet.Transport is Transport.Udp ? ProcessDatagram(packet)
            : ProcessSegment(packet);
    }

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
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tick(Timestamp now)
    {
        _nextTick = now + s_tickInterval;
        _inspection.Begin(now);
        _calls?.OnTick(now);
        _dispatcher.Tick(_inspection);
    }

    private Verdict ProcessDatagram(in DecodedPacket packet)
    {
        if (!_ports.Contains(packet.Target.Port) && !_ports.Contains(packet.Source.Port) && !SipSniffer.LooksLikeSip(packet.Payload))
        {
            Statistics.OtherPayloads++;
            return Verdict.Pass;
        }

        return ProcessPayload(packet, packet.Payload);
    }

    // The verdict on a segment is the verdict on the messages that it completes.
    private Verdict ProcessSegment(in DecodedPacket packet)
    {
        var verdict = Verdict.Pass;
        var items = _streams.Push(packet);
        while (items.TryRead(out var bytes) is not StreamItem.None)
        {
            if (ProcessPayload(packet, bytes) is Verdict.Drop)
            {
                verdict = Verdict.Drop;
            }
        }

        return verdict;
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
        _inspection.Begin(decoded.Frame.Time);
        _calls?.Look(packet);
        _dispatcher.Inspect(packet, _inspection);
        var verdict = _inspection.Count > 0 ? Judge(packet) : Verdict.Pass;
        if (verdict is Verdict.Pass)
        {
            _calls?.Observe(packet);
            _dispatcher.Observe(packet, _inspection);
        }
        else
        {
            _calls?.ObserveDropped(packet);
        }

        if (_observers.Count > 0 && status is SipParseStatus.Ok)
        {
            Show(packet, verdict);
        }

        return verdict;
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
        var decision = _policy.Decide(packet, _inspection);
        Statistics.Dropped += decision.Verdict is Verdict.Drop ? 1 : 0;
        Statistics.WouldDrop += decision.WouldDrop ? 1 : 0;
        foreach (ref readonly var report in _inspection.Reports)
        {
            if (_throttle.TryPass(report, packet.Time, out var suppressed))
            {
                Write(report, decision, suppressed, packet);
            }
        }

        return decision.Verdict;
    }

    private void Write(in Report report, in Policy.Decision decision, long suppressed, in SipPacket packet)
    {
        Statistics.Count(report.Event, report.Severity);
        var alert = new Alert
        {
            Event = report.Event,
            Severity = report.Severity,
            Action = report.Action,
            Verdict = decision.Verdict,
            WouldDrop = decision.WouldDrop,
            Emergency = decision.Emergency,
            Count = report.Counted.Count,
            Limit = report.Counted.Limit,
            Suppressed = suppressed,
            Since = report.Counted.Since,
            Detail = report.Detail[..report.DetailLength],
        };
        foreach (var output in _outputs)
        {
            output.Write(alert, packet);
        }
    }
}
