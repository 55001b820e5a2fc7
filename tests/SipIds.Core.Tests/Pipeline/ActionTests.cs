using SipIds.Events;
using SipIds.Options;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>What <c>pass</c> and <c>log</c> make of a packet.</summary>
public sealed class ActionTests
{
    [Fact]
    public void A_packet_that_raises_an_event_with_pass_passes_whatever_else_it_raises()
    {
        var tester = See([("rule-a", EventAction.Pass), ("rule-b", EventAction.Drop)], "rule-a rule-b", "rule-b", "rule-a");
        Assert.Equal(2, tester.Passed);
        Assert.Equal("rule-b", Assert.Single(tester.Alerts).Name);
        Assert.Equal(2, tester.Statistics.Excused);
    }

    [Fact]
    public void What_is_logged_is_no_alert_and_passes()
    {
        var tester = See([("rule-a", EventAction.Log)], "rule-a");
        Assert.Equal((1, 0, 0, 1), (tester.Passed, tester.Alerts.Count, tester.Statistics.AlertCount, tester.Statistics.Logged));
    }

    [Fact]
    public void What_is_logged_saves_no_packet_that_another_event_drops()
    {
        var tester = See([("rule-a", EventAction.Log), ("rule-b", EventAction.Drop)], "rule-a rule-b");
        Assert.Equal((0, "rule-b"), (tester.Passed, Assert.Single(tester.Alerts).Name));
    }

    private static PipelineTester See((string Name, EventAction Action)[] events, params string[] agents)
    {
        var settings = new PipelineOptions { ActionDrop = DropMode.True, Events = events.ToDictionary(e => e.Name, e => e.Action, StringComparer.Ordinal) };
        var tester = PipelineTester.Of<Ruled, RuledOptions>(new() { Rules = ["rule-a", "rule-b"] }, settings, inline: true);
        return tester.See(agents.Select((agent, index) => new TestPacket(SipBuilder.Request("OPTIONS").CallId($"call-{index}").Header("User-Agent", agent))));
    }
}
