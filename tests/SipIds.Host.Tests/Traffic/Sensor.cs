using SipIds.Capture.PcapFile;
using SipIds.Pipeline;
using SipIds.Pipeline.Settings;
using SipIds.Preprocessors;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>The whole pipeline with all that comes with the product, as <c>sipids read</c> sets it up.</summary>
internal sealed class Sensor
{
    private static readonly PreprocessorRegistry s_registry = BuiltIn.Register(new());

    private long _frames;

    public Sensor(PipelineOptions? settings = null)
        : this(settings ?? new(), new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal))
    {
    }

    private Sensor(PipelineOptions settings, IReadOnlyDictionary<string, PreprocessorOptions> options)
    {
        Events = [];
        Pipeline = new(new() { Registry = s_registry, Settings = settings, Options = options, Outputs = [new EventLog(Events)], Hasher = KeyHasher.CreateFixed() });
    }

    /// <summary>A pipeline that judges every message by itself, for messages whose calls are not shown.</summary>
    public static Sensor OfSingleMessages() => new(
        new(),
        s_registry.Registrations.Where(r => r.Info.Stage is PreprocessorStage.Call).ToDictionary(r => r.Info.Name, r => r.Defaults with { Enabled = false }, StringComparer.Ordinal));

    public SipIdsPipeline Pipeline { get; }

    public PipelineStatistics Statistics => Pipeline.Statistics;

    public List<Seen> Events { get; }

    /// <summary>The sids of all events in order, the mild forms in brackets.</summary>
    public string Sids => string.Join(' ', Events.OrderBy(e => e.Event.Sid).Select(e => $"{e}").Distinct(StringComparer.Ordinal));

    /// <summary>Reads a capture to its end.</summary>
    public Sensor Read(string path)
    {
        using var source = CaptureFile.Open(path);
        while (source.TryRead(out var frame))
        {
            Pipeline.Process(frame);
        }

        return this;
    }

    /// <summary>Sees frames in their order and numbers them.</summary>
    public Sensor See(params IEnumerable<FrameBuilder> frames)
    {
        foreach (var frame in frames)
        {
            Pipeline.Process(frame.Number(++_frames).ToFrame());
        }

        return this;
    }

    /// <summary>Sees a payload in a UDP datagram between two SIP ports.</summary>
    public Sensor SeeDatagram(ReadOnlySpan<byte> payload) => See(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(payload));

    public bool Saw(string name) => Events.Any(e => string.Equals(e.Event.Name, name, StringComparison.Ordinal));
}
