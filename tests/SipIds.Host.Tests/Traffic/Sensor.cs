using SipIds.Options;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>The whole pipeline with all that comes with the product, as <c>sipids read</c> sets it up.</summary>
internal sealed class Sensor
{
    private static readonly PreprocessorRegistry s_registry = BuiltIn.Register(new());

    private readonly PipelineTester _tester;

    public Sensor(PipelineOptions? settings = null)
        : this(new PipelineSetup() { Registry = s_registry, Settings = settings ?? new() })
    {
    }

    private Sensor(PipelineSetup setup) => _tester = new(setup);

    /// <summary>A pipeline that judges every message by itself, for messages whose calls are not shown.</summary>
    public static Sensor OfSingleMessages() => new(new PipelineSetup()
    {
        Registry = s_registry,
        Options = s_registry.Registrations.Where(r => r.Info.Stage is PreprocessorStage.Call).ToDictionary(r => r.Info.Name, r => r.Defaults with { Enabled = false }, StringComparer.Ordinal),
    });

    public SipIdsPipeline Pipeline => _tester.Pipeline;

    public PipelineStatistics Statistics => _tester.Statistics;

    public IReadOnlyList<SeenAlert> Events => _tester.Alerts;

    /// <summary>The sids of all events in order, the mild forms in brackets, the severe ones with an exclamation mark.</summary>
    public string Sids => string.Join(' ', Events.OrderBy(e => e.Event.Sid).Select(SidOf).Distinct(StringComparer.Ordinal));

    /// <summary>The sid, in brackets where the event is mild, with an exclamation mark where it is severe.</summary>
    public static string SidOf(SeenAlert alert) => alert.IsMild ? $"({alert.Event.Sid})" : alert.IsSevere ? $"{alert.Event.Sid}!" : $"{alert.Event.Sid}";

    /// <summary>Reads a capture to its end.</summary>
    public Sensor Read(string path)
    {
        _tester.Read(path);
        return this;
    }

    /// <summary>Sees frames in their order and numbers them.</summary>
    public Sensor See(params IEnumerable<FrameBuilder> frames)
    {
        _tester.See(frames);
        return this;
    }

    /// <summary>Sees a payload in a UDP datagram between two SIP ports.</summary>
    public Sensor SeeDatagram(ReadOnlySpan<byte> payload)
    {
        _tester.SeeDatagram(payload);
        return this;
    }

    public bool Saw(string name) => _tester.Saw(name);
}
