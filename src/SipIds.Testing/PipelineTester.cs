using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Testing;

/// <summary>Sends captures, calls and frames through a whole pipeline, and says which alerts a user would see of them.</summary>
public sealed class PipelineTester
{
    private readonly TimeSpan _reorder;
    private long _frames;

    /// <summary>A tester of a pipeline that is made like this.</summary>
    public PipelineTester(PipelineSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _reorder = setup.Settings.Reorder;
        var log = new AlertLog();
        Alerts = log.Alerts;
        Pipeline = new(setup with { Outputs = [.. setup.Outputs, log], Hasher = KeyHasher.CreateFixed() });
    }

    /// <summary>The pipeline.</summary>
    public SipIdsPipeline Pipeline { get; }

    /// <summary>What went through it.</summary>
    public PipelineStatistics Statistics => Pipeline.Statistics;

    /// <summary>The alerts so far.</summary>
    public IReadOnlyList<SeenAlert> Alerts { get; }

    /// <summary>The frames so far that went on to their endpoint.</summary>
    public int Passed { get; private set; }

    /// <summary>A tester of a pipeline in which one preprocessor runs.</summary>
    /// <param name="options">Its settings; the defaults if null.</param>
    /// <param name="settings">The settings at the top level; the defaults if null.</param>
    /// <param name="inline">Whether verdicts are applied.</param>
    public static PipelineTester Of<TPreprocessor, TOptions>(TOptions? options = null, PipelineOptions? settings = null, bool inline = false)
        where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
        where TOptions : PreprocessorOptions, new() => new(new()
    {
        Registry = new PreprocessorRegistry().Add<TPreprocessor, TOptions>(),
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { [TPreprocessor.Info.Name] = options ?? new() },
        Settings = settings ?? new(),
        Inline = inline,
    });

    /// <summary>Reads a capture file to its end, in order of time as <c>reorder</c> says; its frames keep their numbers.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PipelineTester Read(string path)
    {
        using var source = CaptureFile.Open(path);
        return Read(_reorder > TimeSpan.Zero ? new TimeOrderedSource(source, _reorder) : source);
    }

    /// <summary>Reads a source to its end; its frames keep their numbers.</summary>
    public PipelineTester Read(IPacketSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        while (source.TryRead(out var frame))
        {
            Process(frame);
        }

        return this;
    }

    /// <summary>Sees frames in their order and numbers them.</summary>
    public PipelineTester See(params IEnumerable<FrameBuilder> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        foreach (var frame in frames)
        {
            Process(frame.Number(++_frames).ToFrame());
        }

        return this;
    }

    /// <summary>Sees packets in their order and numbers them.</summary>
    public PipelineTester See(params IEnumerable<TestPacket> packets) => See(packets.Select(packet => packet.ToFrame()));

    /// <summary>Sees the packets of calls, in order of time over all of them.</summary>
    public PipelineTester See(params IEnumerable<CallScript> calls) => See(calls.SelectMany(call => call.ToPackets()).OrderBy(packet => packet.Time));

    /// <summary>Sees a payload in a UDP datagram between two SIP ports.</summary>
    public PipelineTester SeeDatagram(ReadOnlySpan<byte> payload) => See(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(payload));

    /// <summary>Whether there was an alert of this event.</summary>
    public bool Saw(string name) => Alerts.Any(alert => string.Equals(alert.Name, name, StringComparison.Ordinal));

    /// <summary>Demands that an event was raised by exactly these packets.</summary>
    /// <exception cref="CaptureAssertionException">It was not; the message says what was.</exception>
    public PipelineTester ShouldRaise(string name, params long[] packets)
    {
        var raised = Alerts.Where(alert => string.Equals(alert.Name, name, StringComparison.Ordinal)).Select(alert => alert.Number).ToArray();
        return raised.AsSpan().SequenceEqual(packets) ? this
            : throw new CaptureAssertionException($"expected {name} of {Packets(packets)}, and it was of {Packets(raised)}", Alerts);
    }

    /// <summary>Demands that nothing was raised, or nothing of at least this severity.</summary>
    /// <exception cref="CaptureAssertionException">Something was; the message says what.</exception>
    public PipelineTester ShouldRaiseNothing(Severity atLeast = Severity.Low) => Alerts.All(alert => alert.Severity > atLeast) ? this
        : throw new CaptureAssertionException("expected no alert", Alerts);

    private static string Packets(long[] numbers) => numbers.Length == 0 ? "no packet" : $"packet {string.Join(", ", numbers)}";

    private void Process(in CapturedFrame frame) => Passed += Pipeline.Process(frame) is Verdict.Pass or Verdict.Rewrite ? 1 : 0;
}
