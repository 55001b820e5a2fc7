using SipIds.Core.Tests.Testing;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Events;

public sealed class ThrottledPipelineTests : IDisposable
{
    private readonly CountingOutput _output = new();

    [Fact]
    public void Of_a_flood_few_alerts_are_written_and_the_rest_counted()
    {
        var pipeline = Pipeline(DropMode.False);
        Flood(pipeline, 100);
        Assert.Equal([(4, 0), (7, 2), (13, 5), (25, 11), (49, 23), (97, 47)], _output.Alerts);
        Assert.Equal(6, pipeline.Statistics.AlertCount);
    }

    [Fact]
    public void Between_the_doublings_every_packet_is_dropped()
    {
        var pipeline = Pipeline(DropMode.True);
        Assert.Equal(97, Flood(pipeline, 100));
        Assert.Equal(97, pipeline.Statistics.Dropped);
        Assert.Equal(6, _output.Alerts.Count);
    }

    public void Dispose() => _output.Dispose();

    private SipIdsPipeline Pipeline(DropMode mode) => new(new()
    {
        Registry = new PreprocessorRegistry().Add<InviteLimit, InviteLimitOptions>(),
        Settings = new() { ActionDrop = mode },
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["invite_limit"] = new InviteLimitOptions { Limit = 3 } },
        Outputs = [_output],
        Hasher = KeyHasher.CreateFixed(),
        Inline = true,
    });

    private static int Flood(SipIdsPipeline pipeline, int times)
    {
        var dropped = 0;
        for (var number = 1; number <= times; number++)
        {
            var packet = new TestPacket(SipBuilder.Request("INVITE").Number(number));
            dropped += pipeline.Process(packet.ToFrame().ToFrame()) is Verdict.Drop ? 1 : 0;
        }

        return dropped;
    }

    private sealed class CountingOutput : IEventOutput
    {
        public List<(int Count, int Suppressed)> Alerts { get; } = [];

        public string Name => "list";

        public long Lost => 0;

        public string? Fault => null;

        public void Write(in Alert alert, in SipPacket packet) => Alerts.Add(((int)alert.Count, (int)alert.Suppressed));

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
