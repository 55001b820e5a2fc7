using BenchmarkDotNet.Attributes;
using SipIds.Benchmarks.Traffic;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Benchmarks;

/// <summary>What one packet costs in the pipeline: decoding alone, no preprocessor, each by itself, all of them. Ordinary calls that never repeat.</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private const int Packets = 16_384;

    private readonly PacketDecoder _decoder = new(new());
    private (Timestamp Time, byte[] Frame)[] _frames = [];
    private SipIdsPipeline _pipeline = null!;
    private long _round;

    /// <summary>The preprocessor that runs; <c>none</c>, or <c>all</c>.</summary>
    [Params("none", "syntax", "mandatory", "sessions", "thresholds", "origin", "identity", "all")]
    public string Preprocessor { get; set; } = "none";

    [GlobalSetup]
    public void Setup()
    {
        _frames = [.. TrafficCapture.Frames(Packets, 1)];
        var registry = BuiltIn.Register(new());
        var options = registry.Registrations
            .Where(r => Preprocessor != "all" && Preprocessor != r.Info.Name)
            .ToDictionary(r => r.Info.Name, r => r.Defaults with { Enabled = false }, StringComparer.Ordinal);
        _pipeline = new(new() { Registry = registry, Options = options });
    }

    [Benchmark(OperationsPerInvoke = Packets)]
    public int Decode()
    {
        var bytes = 0;
        foreach (var (time, frame) in _frames)
        {
            _ = _decoder.Decode(Captured(time, frame), out var packet);
            bytes += packet.Payload.Length;
        }

        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Packets)]
    public int Process()
    {
        // Each round comes an hour after the one before, when its calls are forgotten.
        var later = TimeSpan.FromHours(++_round);
        var drops = 0;
        foreach (var (time, frame) in _frames)
        {
            drops += (int)_pipeline.Process(Captured(time + later, frame));
        }

        return drops;
    }

    private static CapturedFrame Captured(Timestamp time, byte[] frame) =>
        new() { Time = time, Bytes = frame, OriginalLength = frame.Length, Link = LinkType.Ethernet, Number = 1 };
}
