using System.Diagnostics;
using System.Globalization;
using SipIds.Capture.AfPacket;
using SipIds.Capture.Bridge;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Benchmarks;

/// <summary>A live source through the pipeline with every preprocessor, without outputs, for a while; then what it took and lost.</summary>
internal static class LiveRun
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(100);

    /// <summary>Watches an interface.</summary>
    public static void Watch(string interfaceName, TimeSpan time, IReadOnlySet<string> switches)
    {
        using var source = AfPacketSource.Open(interfaceName, new(), [5060]);
        Run(source, Pipeline(switches, inline: false), time);
    }

    /// <summary>Bridges two interfaces, named with a colon between them.</summary>
    public static void Bridge(string interfaces, TimeSpan time, IReadOnlySet<string> switches)
    {
        var names = interfaces.Split(':');
        using var source = BridgeSource.Open(names[0], names[1], new());
        Run(source, Pipeline(switches, inline: true), time);
    }

    private static SipIdsPipeline? Pipeline(IReadOnlySet<string> switches, bool inline) =>
        switches.Contains("bare") ? null : new(new() { Registry = BuiltIn.Register(new()), Inline = inline });

    private static void Run(ILiveSource source, SipIdsPipeline? pipeline, TimeSpan time)
    {
        var inline = source as IInlineSource;
        var watch = Stopwatch.StartNew();
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        while (watch.Elapsed < time)
        {
            for (var i = 0; i < 4096 && source.TryRead(out var frame); i++)
            {
                var verdict = pipeline?.Process(frame) ?? Verdict.Pass;
                inline?.Conclude(verdict);
            }

            _ = source.Wait(s_longest);
        }

        var used = Process.GetCurrentProcess().TotalProcessorTime - start;
        var counters = source.Counters;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{source.Name}: received {counters.Received}, kernel drops {counters.KernelDrops}, send errors {counters.SendErrors}, messages {pipeline?.Statistics.Messages ?? 0}, CPU {used.TotalSeconds:F2} s, {used.TotalMicroseconds / Math.Max(1, counters.Received):F2} us a frame"));
    }
}
