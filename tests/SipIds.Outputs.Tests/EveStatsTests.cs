using System.Text;
using System.Text.Json;
using SipIds.Outputs.Eve;
using SipIds.Outputs.Streams;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Pipeline.Snapshots;
using SipIds.Preprocessors;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Outputs.Tests;

public sealed class EveStatsTests
{
    private static readonly SchemaChecker s_schema = new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "event.schema.json")));

    [Fact]
    public void Stats_obey_the_schema()
    {
        Assert.Empty(s_schema.Check(Record()));
        Assert.Empty(s_schema.Check(Record(new PipelineSetup { Registry = new() })));
    }

    [Fact]
    public void The_schema_refuses_stats_that_lack_a_part()
    {
        var text = Record().GetRawText();

        Assert.NotEmpty(s_schema.Check(JsonElement.Parse(text.Replace("kernel_drops", "kernel_drop", StringComparison.Ordinal))));
        Assert.NotEmpty(s_schema.Check(JsonElement.Parse(text.Replace("\"INVITE\":1", "\"INVITE\":\"one\"", StringComparison.Ordinal))));
        Assert.NotEmpty(s_schema.Check(JsonElement.Parse(text.Replace("\"stats\",", "\"alert\",", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_was_counted_is_in_its_place()
    {
        var stats = Record().GetProperty("stats");

        Assert.Equal(61, stats.GetProperty("uptime").GetInt32());
        Assert.Equal("""{"kernel_packets":7,"kernel_drops":3,"bypassed":2,"send_errors":1}""", stats.GetProperty("capture").GetRawText());
        Assert.Equal("""[{"name":"eth0","kernel_packets":4,"kernel_drops":3,"bypassed":0,"send_errors":0},{"name":"eth1:eth2","kernel_packets":3,"kernel_drops":0,"bypassed":2,"send_errors":1}]""", stats.GetProperty("sources").GetRawText());
        Assert.Equal("""{"INVITE":1}""", stats.GetProperty("sip").GetProperty("requests").GetRawText());
        Assert.Equal("""{"4xx":1}""", stats.GetProperty("sip").GetProperty("responses").GetRawText());
        Assert.Equal(1, stats.GetProperty("alerts").GetProperty("events").GetProperty("mandatory-scanner").GetInt32());
        Assert.Equal(1, stats.GetProperty("tables").GetProperty("calls").GetProperty("used").GetInt32());
        Assert.True(stats.GetProperty("tables").TryGetProperty("thresholds.users", out _));
        Assert.Equal("""[{"name":"EVE log eve.json","lost":5}]""", stats.GetProperty("outputs").GetRawText());
    }

    private static JsonElement Record(PipelineSetup? setup = null)
    {
        var pipeline = new SipIdsPipeline(setup ?? new() { Registry = BuiltIn.Register(new()), Hasher = KeyHasher.CreateFixed() });
        pipeline.Process(Frame(Some.Invite));
        pipeline.Process(Frame(Some.Busy));
        using var stream = new MemoryStream();
        using (var output = new EveOutput(new BufferedEventStream("memory", () => stream)))
        {
            output.Write(new SensorSnapshot
            {
                Time = Some.Time,
                Uptime = TimeSpan.FromSeconds(61.5),
                Pipeline = PipelineSnapshot.Of(pipeline),
                Sources = [new("eth0", new() { Received = 4, KernelDrops = 3 }), new("eth1:eth2", new() { Received = 3, Bypassed = 2, SendErrors = 1 })],
                Outputs = [new("EVE log eve.json", 5)],
                Crashes = 1,
            });
        }

        return JsonElement.Parse(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static CapturedFrame Frame(string text) =>
        FrameBuilder.Udp("198.51.100.66:5060", "192.0.2.10:5060").Payload(text.ReplaceLineEndings("\r\n")).ToFrame();
}
