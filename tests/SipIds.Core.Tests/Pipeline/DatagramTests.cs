using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Messages that a program hands over itself.</summary>
public sealed class DatagramTests
{
    private static readonly NetEndpoint s_caller = TestEndpoint.Parse("192.0.2.1:40000");
    private static readonly NetEndpoint s_callee = TestEndpoint.Parse("192.0.2.2:40000");
    private static readonly byte[] s_invite = SipBuilder.Request("INVITE").Build();
    private static readonly ActorOptions s_reporting = new() { OnInspect = static inspection => inspection.Report(Role.FirstEvent, "what"u8) };

    [Fact]
    public void A_message_gets_its_verdict_and_its_events()
    {
        var pipeline = new Cast().Add<First>(s_reporting).Play(inline: true);
        var judgement = pipeline.Process(s_invite, s_caller, s_callee, TestClock.Start);
        Assert.Equal((Verdict.Drop, 1), (judgement.Verdict, judgement.Count));
        Assert.Equal("first-event", judgement[0].Event.Name);
        Assert.Equal("what"u8, judgement[0].Detail);
    }

    [Fact]
    public void The_events_can_be_gone_through()
    {
        var names = new List<string>();
        foreach (var alert in new Cast().Add<First>(s_reporting).Play().Process(s_invite, s_caller, s_callee, TestClock.Start))
        {
            names.Add(alert.Event.Name);
        }

        Assert.Equal(["first-event"], names);
    }

    [Fact]
    public void A_message_without_events_passes_and_does_not_show_those_of_the_one_before()
    {
        var pipeline = new Cast().Add<First>(s_reporting).Play(inline: true);
        pipeline.Process(s_invite, s_caller, s_callee, TestClock.Start);
        var judgement = pipeline.Process(SipBuilder.Request("OPTIONS").Build(), s_caller, s_callee, TestClock.Start);
        Assert.Equal((Verdict.Pass, 0), (judgement.Verdict, judgement.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Assert.Fail(pipeline.Process(SipBuilder.Request("OPTIONS").Build(), s_caller, s_callee, TestClock.Start)[0].Event.Name));
    }

    [Fact]
    public void A_message_is_counted_and_numbered_as_a_frame_is()
    {
        var log = new AlertLog();
        var cast = new Cast().Add<First>(s_reporting);
        var pipeline = new SipIdsPipeline(new() { Registry = cast.Registry, Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["first"] = s_reporting }, Outputs = [log] });
        pipeline.Process(s_invite, s_caller, s_callee, TestClock.Start);
        pipeline.Process(s_invite, s_caller, s_callee, TestClock.Start + TimeSpan.FromSeconds(1));
        Assert.Equal((2, 2, 2L * s_invite.Length), (pipeline.Statistics.Packets, pipeline.Statistics.Messages, pipeline.Statistics.Bytes));
        Assert.Equal([1L, 2L], log.Alerts.Select(alert => alert.Number));
        Assert.Equal(TimeSpan.FromSeconds(1), pipeline.Statistics.Last - pipeline.Statistics.First);
    }

    [Fact]
    public void The_clock_of_the_messages_runs_the_timers()
    {
        var ticks = 0;
        var pipeline = new Cast().Add<First>(new() { OnTick = () => ticks++ }).Play();
        Cast.See(pipeline, times: 2500);
        Assert.Equal(3, ticks);
    }

    [Fact]
    public void Endpoints_and_times_of_the_framework_can_be_given()
    {
        var endpoint = new System.Net.IPEndPoint(System.Net.IPAddress.Parse("2001:db8::1"), 5061);
        Assert.Equal(endpoint, NetEndpoint.FromIPEndPoint(endpoint).ToIPEndPoint());
        Assert.Equal("2026-01-01T00:00:00.500000Z", $"{Timestamp.FromDateTime(new(2026, 1, 1, 1, 0, 0, 500, TimeSpan.FromHours(1)))}");
    }
}
