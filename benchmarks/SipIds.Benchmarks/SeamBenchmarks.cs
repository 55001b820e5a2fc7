using BenchmarkDotNet.Attributes;
using SipIds.Benchmarks.Traffic;
using SipIds.Configuration.Plugins;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Benchmarks;

/// <summary>What the place costs at which a preprocessor stands: a pipeline without one, and with one that does nothing - as part of the program, loaded as a plugin, and loaded and timed as <c>sipids</c> does.</summary>
[MinColumn, MedianColumn]
public class SeamBenchmarks
{
    private const int Packets = 256;

    private readonly (Timestamp Time, byte[] Frame)[] _frames = [.. TrafficCapture.Frames(Packets, 1)];
    private SipIdsPipeline _pipeline = null!;
    private long _round;

    [Params("none", "of the program", "plugin", "plugin, timed")]
    public string Empty { get; set; } = "none";

    [GlobalSetup]
    public void Setup() => _pipeline = new(new()
    {
        Registry = Empty switch
        {
            "none" => new(),
            "of the program" => new PreprocessorRegistry().Add<EmptyPreprocessor, EmptyOptions>(),
            _ => Loaded(),
        },
        Budget = Empty == "plugin, timed" ? new PluginOptions().Budget : TimeSpan.Zero,
    });

    [Benchmark(OperationsPerInvoke = Packets)]
    public int Process()
    {
        var later = TimeSpan.FromHours(++_round);
        var drops = 0;
        foreach (var (time, frame) in _frames)
        {
            drops += (int)_pipeline.Process(new CapturedFrame { Time = time + later, Bytes = frame, OriginalLength = frame.Length, Link = LinkType.Ethernet, Number = 1 });
        }

        return drops;
    }

    // This assembly has one preprocessor in it, so it is a plugin.
    private static PreprocessorRegistry Loaded()
    {
        var load = new PluginLoader().Load(new() { Paths = [new(typeof(SeamBenchmarks).Assembly.Location)] }, new());
        return load.Refusals is [var refusal, ..] ? throw new InvalidOperationException($"{refusal}") : load.Registry;
    }
}

/// <summary>A preprocessor that does nothing, for every message.</summary>
public sealed class EmptyPreprocessor : IPreprocessor<EmptyPreprocessor, EmptyOptions>
{
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "empty",
        Summary = "Does nothing.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Messages,
        Events = [new(Gid.FirstPlugin, 1, "empty", Severity.Low, EventAction.Alert, "Never.")],
    };

    public static EmptyPreprocessor Create(EmptyOptions options, PreprocessorServices services) => new();

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
    }

    public void Observe(in SipPacket packet, Inspection inspection)
    {
    }
}

/// <summary>No settings.</summary>
public sealed record EmptyOptions : PreprocessorOptions;
