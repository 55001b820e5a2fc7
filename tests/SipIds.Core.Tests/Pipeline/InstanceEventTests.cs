using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Events that a preprocessor makes of its settings.</summary>
public sealed class InstanceEventTests
{
    [Fact]
    public void Its_default_action_holds() =>
        Assert.Equal([Verdict.Drop, Verdict.Pass], See(Pipeline(Rules(EventAction.Drop, "rule-a")), "rule-a", "rule-b"));

    [Fact]
    public void Settings_name_it_as_they_name_any_other() =>
        Assert.Equal([Verdict.Drop, Verdict.Pass], See(Pipeline(Rules(EventAction.Alert, "rule-a", "rule-b"), ("rule-a", EventAction.Drop)), "rule-a", "rule-b"));

    [Fact]
    public void A_name_that_no_rule_has_is_an_error() =>
        Assert.Equal("events: unknown event 'rule-c'", Assert.Throws<UnknownEventException>(() => Pipeline(Rules(EventAction.Alert, "rule-a"), ("rule-c", EventAction.Drop))).Message);

    [Fact]
    public void While_its_preprocessor_does_not_run_a_name_may_be_one_of_its_own() =>
        Assert.Equal([Verdict.Pass], See(Pipeline(Rules(EventAction.Drop, "rule-a") with { Enabled = false }, ("rule-c", EventAction.Drop)), "rule-a"));

    [Fact]
    public void Two_events_of_one_name_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => Pipeline(Rules(EventAction.Alert, "rule-a", "rule-a")));

    [Fact]
    public void An_event_of_a_type_is_not_made_again() =>
        Assert.Throws<InvalidOperationException>(() => Pipeline(Rules(EventAction.Alert, "too-many")));

    [Fact]
    public void A_reload_brings_the_new_ones_and_takes_the_old_away()
    {
        var pipeline = Pipeline(Rules(EventAction.Drop, "rule-a"));
        Reload(pipeline, Rules(EventAction.Drop, "rule-b"), ("rule-b", EventAction.Drop));
        Assert.Equal([Verdict.Pass, Verdict.Drop], See(pipeline, "rule-a", "rule-b"));
    }

    [Fact]
    public void A_reload_that_keeps_the_preprocessor_keeps_its_events()
    {
        var pipeline = Pipeline(Rules(EventAction.Alert, "rule-a"));
        Reload(pipeline, Rules(EventAction.Alert, "rule-a"), ("rule-a", EventAction.Drop));
        Assert.Equal([Verdict.Drop], See(pipeline, "rule-a"));
    }

    [Fact]
    public void A_reload_that_names_what_is_gone_changes_nothing()
    {
        var pipeline = Pipeline(Rules(EventAction.Drop, "rule-a"));
        Assert.Throws<UnknownEventException>(() => Reload(pipeline, Rules(EventAction.Drop, "rule-b"), ("rule-a", EventAction.Alert)));
        Assert.Equal([Verdict.Drop, Verdict.Pass], See(pipeline, "rule-a", "rule-b"));
    }

    [Fact]
    public void An_event_that_nobody_declared_is_its_reporter_s_fault_and_no_alert()
    {
        var pipeline = Pipeline(Rules(EventAction.Drop, "rule-a") with { ReportsStrangers = true });
        Assert.Equal([Verdict.Pass], See(pipeline, "rule-a"));
        Assert.Equal("ruled", Assert.Single(pipeline.Faults).Name);
        Assert.Equal(0, pipeline.Statistics.AlertCount);
    }

    private static RuledOptions Rules(EventAction action, params string[] names) => new() { Action = action, Rules = names };

    private static PipelineOptions Settings((string Name, EventAction Action)[] events) =>
        new() { ActionDrop = DropMode.True, Events = events.ToDictionary(e => e.Name, e => e.Action, StringComparer.Ordinal) };

    private static Dictionary<string, PreprocessorOptions> Section(RuledOptions options) => new(StringComparer.Ordinal) { ["ruled"] = options };

    private static SipIdsPipeline Pipeline(RuledOptions options, params (string Name, EventAction Action)[] events) => new(new()
    {
        Registry = new PreprocessorRegistry().Add<Counting, CountingOptions>().Add<Ruled, RuledOptions>(),
        Settings = Settings(events),
        Options = Section(options),
        Hasher = KeyHasher.CreateFixed(),
        Inline = true,
    });

    private static void Reload(SipIdsPipeline pipeline, RuledOptions options, params (string Name, EventAction Action)[] events) =>
        pipeline.Reload(Settings(events), Section(options), new());

    private static IEnumerable<Verdict> See(SipIdsPipeline pipeline, params string[] words) =>
        [.. words.Select((word, index) => pipeline.Process(new TestPacket(SipBuilder.Request("OPTIONS").CallId(word).Via("192.0.2.1", "z9hG4bK" + word)) { Number = index + 1 }.ToFrame().ToFrame()))];
}
