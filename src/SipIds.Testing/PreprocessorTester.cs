using System.Runtime.ExceptionServices;
using System.Text;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Settings;
using SipIds.State;

namespace SipIds.Testing;

/// <summary>Feeds packets to one preprocessor as the pipeline does, and keeps what it reports.</summary>
/// <remarks>Only packets of the preprocessor's interest reach it. An event that it did not declare is an error of the preprocessor and throws.</remarks>
/// <typeparam name="TPreprocessor">The preprocessor.</typeparam>
/// <typeparam name="TOptions">Its settings.</typeparam>
public sealed class PreprocessorTester<TPreprocessor, TOptions>
    where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
    where TOptions : PreprocessorOptions, new()
{
    private readonly PreprocessorInfo _info = TPreprocessor.Info;
    private readonly PayloadPath _path;
    private readonly OriginResolver _origins;
    private readonly List<SeenPacket> _seen = [];
    private readonly List<ReportedEvent> _events = [];
    private TestPacket _next = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>A tester with a new preprocessor.</summary>
    /// <param name="options">Its settings; the defaults if null.</param>
    /// <param name="services">What the pipeline gives it; the default settings if null.</param>
    /// <param name="inline">Whether a packet whose events drop it is kept from being observed, as with <c>action_drop: true</c>.</param>
    public PreprocessorTester(TOptions? options = null, PreprocessorServices? services = null, bool inline = false)
    {
        services ??= new(new PipelineOptions(), KeyHasher.CreateFixed());
        Preprocessor = TPreprocessor.Create(options ?? new(), services);
        var registry = new PreprocessorRegistry().Add<TPreprocessor, TOptions>();
        var settings = services.Settings with { ActionDrop = DropMode.True, Decoder = new() { Streams = 64, FragmentedDatagrams = 64, StreamMemory = ByteSize.FromKiB(1024) } };
        var setup = new PipelineSetup { Registry = registry, Settings = settings, Hasher = services.Hasher, Inline = inline };
        var dispatcher = new Dispatcher([new(registry.Registrations[0], Preprocessor, Preprocessor.Events)], new(PluginPart.Preprocessor, int.MaxValue, Throw), TimeSpan.Zero);
        var calls = _info.Stage is PreprocessorStage.Call ? services.Calls : null;
        _origins = new(settings.ProxyIp, settings.Trusted);
        var events = new EventCatalogue([.. registry.Events, .. Preprocessor.Events]);
        _path = new(setup, new(), dispatcher, calls, new(events, settings, inline), new(setup));
        _path.Slot.Inspection.Events = events;
        if (Preprocessor is ICountObserver { IsObserving: true } observer)
        {
            Measure(observer);
        }
    }

    /// <summary>The preprocessor under test.</summary>
    public TPreprocessor Preprocessor { get; }

    /// <summary>Every packet so far and what was reported of it.</summary>
    public IReadOnlyList<SeenPacket> Seen => _seen;

    /// <summary>Every event so far, those of ticks included.</summary>
    public IReadOnlyList<ReportedEvent> Events => _events;

    /// <summary>The names of the events so far.</summary>
    public IReadOnlyList<string> Names => [.. _events.Select(static reported => reported.Name)];

    /// <summary>The events of the last packet.</summary>
    public IReadOnlyList<ReportedEvent> Last => _seen.Count == 0 ? [] : _seen[^1].Events;

    /// <summary>The virtual clock: the time of the next packet.</summary>
    public Timestamp Now => _next.Time;

    /// <summary>How many events were reported so far.</summary>
    public int Reported => _events.Count;

    /// <summary>How many packets were dropped so far; none unless the tester is inline.</summary>
    public int Dropped => _seen.Count(static seen => seen.Dropped);

    /// <summary>How often an event was reported so far.</summary>
    public int Count(string name) => _events.Count(reported => string.Equals(reported.Name, name, StringComparison.Ordinal));

    /// <summary>Shows what is counted to an observer, beside those that are there.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> Measure(ICountObserver observer)
    {
        _ = _path.Slot.Inspection.CountObservers.Add([observer], new(PluginPart.Observer, int.MaxValue, Throw));
        return this;
    }

    /// <summary>The next packets come from here, and their message's origin is the same.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> From(string endpoint) => Next(_next with { Source = TestEndpoint.Parse(endpoint), Origin = null });

    /// <summary>The next packets go to here.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> To(string endpoint) => Next(_next with { Target = TestEndpoint.Parse(endpoint) });

    /// <summary>The next packets' messages come from here, through the source as a proxy.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> Origin(string endpoint) => Next(_next with { Origin = TestEndpoint.Parse(endpoint) });

    /// <summary>The next packets have this sender's MAC address.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> Mac(MacAddress source) => Next(_next with { SourceMac = source });

    /// <summary>The next packets go over this transport.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> Over(Transport transport) => Next(_next with { Transport = transport });

    /// <summary>Sets the clock, from <see cref="TestClock.Start"/> on.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> At(TimeSpan time) => Next(_next with { Time = TestClock.Start + time });

    /// <summary>Moves the clock on.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> After(TimeSpan time) => Next(_next with { Time = _next.Time + time });

    /// <summary>Sends a message, once or several times with so much time from one to the next; the clock stays at the last.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> See(SipBuilder message, int times = 1, TimeSpan every = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return See(message.Build(), times, every);
    }

    /// <summary>Sends bytes, once or several times with so much time from one to the next; the clock stays at the last.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> See(ReadOnlyMemory<byte> payload, int times = 1, TimeSpan every = default)
    {
        for (var time = 0; time < times; time++)
        {
            _ = time == 0 ? this : After(every);
            Send(_next with { Payload = payload });
        }

        return this;
    }

    /// <summary>Sends messages made from the numbers from 1 on, with so much time from one to the next; the clock stays at the last.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> See(Func<int, SipBuilder> message, int times, TimeSpan every = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        for (var number = 1; number <= times; number++)
        {
            _ = number == 1 ? this : After(every);
            Send(_next with { Payload = message(number).Build() });
        }

        return this;
    }

    /// <summary>Sends packets that know their endpoints and times; the clock stays at the last.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> See(params IEnumerable<TestPacket> packets)
    {
        ArgumentNullException.ThrowIfNull(packets);
        foreach (var packet in packets)
        {
            _next = _next with { Time = packet.Time };
            Send(packet);
        }

        return this;
    }

    /// <summary>Sends a whole call.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> See(CallScript call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return See(call.ToPackets());
    }

    /// <summary>Lets the preprocessor's timers run up to the clock.</summary>
    public PreprocessorTester<TPreprocessor, TOptions> Tick()
    {
        var inspection = _path.Slot.Inspection;
        inspection.Begin(_next.Time);
        Preprocessor.OnTick(inspection);
        _events.AddRange(Collect());
        return this;
    }

    /// <summary>What the preprocessor says of its work.</summary>
    public PreprocessorSummary Summarize()
    {
        var summary = new PreprocessorSummary(_info.Name);
        Preprocessor.Summarize(summary);
        return summary;
    }

    private PreprocessorTester<TPreprocessor, TOptions> Next(TestPacket packet)
    {
        _next = packet;
        return this;
    }

    private void Send(TestPacket numbered)
    {
        var sent = numbered with { Number = _seen.Count + 1 };
        var opened = sent.Open();
        var trust = _origins.TrustOf(opened.Decoded, opened.Message, opened.Origin);
        var verdict = _path.Judge(new SipPacket(opened.Decoded, opened.Payload, opened.Status, opened.Message, opened.Origin, trust));
        var events = Collect();
        _events.AddRange(events);
        _seen.Add(new(sent, events, verdict is Verdict.Drop));
    }

    private static void Throw(PluginFault fault) => ExceptionDispatchInfo.Throw(fault.First);

    private List<ReportedEvent> Collect()
    {
        var events = new List<ReportedEvent>(_path.Slot.Inspection.Count);
        foreach (ref readonly var report in _path.Slot.Inspection.Reports)
        {
            ReadOnlySpan<byte> detail = report.Detail;
            events.Add(new(report.Event, report.Severity, Encoding.UTF8.GetString(detail[..report.DetailLength]), report.Counted.Count, report.Counted.Limit));
        }

        return events;
    }
}
