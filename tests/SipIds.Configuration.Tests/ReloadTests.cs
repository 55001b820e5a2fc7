using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class ReloadTests
{
    [Fact]
    public void What_changed_is_listed_with_both_values()
    {
        var reload = ConfigurationReload.Of(Sample.Valid("calls: 5\nguard: {name: a}"), Sample.Valid("calls: 7\nguard: {name: b, inner: {depth: 4}}\noutput: {append: false}"));

        Assert.Equal(["calls 5 → 7", "guard.name a → b", "guard.inner.depth 3 → 4", "output.append true → false"], reload.Changes.Select(change => change.ToString()), StringComparer.Ordinal);
        var guard = reload.Configuration.Section<SampleGuardOptions>();
        Assert.Equal((7, "b", 4, false), (guard.Calls, guard.Name, guard.Inner.Depth, reload.Configuration.Section<SampleOutputOptions>().Append));
    }

    [Fact]
    public void What_needs_a_restart_stays_as_it_is_and_is_listed_each_time()
    {
        var running = Sample.Valid("ports: [5060]\nlimits: {body: 1KiB}");
        var read = Sample.Valid("ports: [5070]\ndecoder: {streams: 99}\nlimits: {body: 2KiB, message: 2KiB}");

        var reload = ConfigurationReload.Of(running, read);
        var again = ConfigurationReload.Of(reload.Configuration, read);

        Assert.Equal(["limits.body"], reload.Changes.Where(change => !change.NeedsRestart).Select(change => change.Path), StringComparer.Ordinal);
        Assert.Equal(["ports", "limits.message", "decoder.streams"], again.Changes.Select(change => change.Path), StringComparer.Ordinal);
        Assert.All(again.Changes, change => Assert.True(change.NeedsRestart));
        Assert.Equal((5060, 16_384, "2KiB", "64KiB"), (
            reload.Configuration.Pipeline.Ports[0],
            reload.Configuration.Pipeline.Decoder.Streams,
            reload.Configuration.Pipeline.Limits.Body.ToString(),
            reload.Configuration.Pipeline.Limits.Message.ToString()));
    }

    [Fact]
    public void Records_in_which_nothing_changed_are_the_running_ones()
    {
        var running = Sample.Valid("calls: 5\ntrusted: [192.0.2.1]\nguard: {tools: [a, b]}");

        var reload = ConfigurationReload.Of(running, Sample.Valid("guard: {tools: [a, b]}\ntrusted: [192.0.2.1]\ncalls: 5\noutput: {append: false}"));

        Assert.Same(running.Pipeline, reload.Configuration.Pipeline);
        Assert.Same(running.Section<SampleGuardOptions>(), reload.Configuration.Section<SampleGuardOptions>());
    }

    [Fact]
    public void The_running_configuration_is_never_changed()
    {
        var running = Sample.Valid("calls: 5\nguard: {inner: {depth: 2}}");

        ConfigurationReload.Of(running, Sample.Valid("calls: 6\nguard: {inner: {depth: 5}}"));

        Assert.Equal((5, 2), (running.Section<SampleGuardOptions>().Calls, running.Section<SampleGuardOptions>().Inner.Depth));
    }
}
