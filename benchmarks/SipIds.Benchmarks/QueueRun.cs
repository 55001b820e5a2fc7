using System.Diagnostics;
using System.Globalization;
using SipIds.Benchmarks.Traffic;
using SipIds.Capture.NfQueue;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Benchmarks;

/// <summary>Reads a queue of NFQUEUE for a while: the pipeline with every preprocessor, without outputs, and a verdict on each packet. What finds no room is dropped, so that all that crosses was judged.</summary>
internal static class QueueRun
{
    private const int WarmUpPackets = 50_000;

    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(100);

    /// <summary>Says "ready" when the queue is open, and at the end what it took and lost.</summary>
    public static void Run(ushort queue, TimeSpan time, bool isBare)
    {
        WarmUp();
        var pipeline = isBare ? null : NewPipeline();
        using var source = new NfQueueSource(new() { Queue = queue, FailOpen = false });
        Console.WriteLine("ready");
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        var drops = 0L;
        while (watch.Elapsed < time)
        {
            _ = source.Wait(s_idle);
            while (source.TryRead(out var frame))
            {
                var verdict = pipeline?.Process(frame) ?? Verdict.Pass;
                drops += verdict is Verdict.Drop ? 1 : 0;
                source.Conclude(verdict);
            }
        }

        var used = Environment.CpuUsage.TotalTime - before;
        var counters = source.Counters;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"received {counters.Received}, dropped {drops}, kernel drops {counters.KernelDrops}, {used.TotalMicroseconds / Math.Max(1, counters.Received):F2} us of CPU a packet"));
    }

    // Compiles what traffic runs through before the first packet waits for it: ordinary calls, then as many within one moment, which raises alerts.
    private static void WarmUp()
    {
        var pipeline = NewPipeline();
        var last = default(Timestamp);
        foreach (var (time, frame) in TrafficCapture.Frames(WarmUpPackets, 1))
        {
            last = time;
            _ = pipeline.Process(Captured(time, frame));
        }

        foreach (var (_, frame) in TrafficCapture.Frames(WarmUpPackets, 2))
        {
            _ = pipeline.Process(Captured(last, frame));
        }
    }

    private static SipIdsPipeline NewPipeline() => new(new() { Registry = BuiltIn.Register(new()), Inline = true });

    private static CapturedFrame Captured(Timestamp time, byte[] frame) =>
        new() { Time = time, Bytes = frame, OriginalLength = frame.Length, Link = LinkType.Ethernet };
}
