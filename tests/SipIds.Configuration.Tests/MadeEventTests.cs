using SipIds.Configuration.Tests.Samples;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Tests;

/// <summary>Names of events that a preprocessor makes of its settings, which are not known while these are read.</summary>
public sealed class MadeEventTests
{
    [Fact]
    public void A_name_of_a_made_event_is_taken_and_found_by_the_pipeline()
    {
        var setup = Setup("events: {my-rule: drop, spit-caller: log}\nsuppress: [{event: my-rule, source: 192.0.2.1}]");
        Assert.Equal((EventAction.Drop, EventAction.Log), (setup.Settings.Events["my-rule"], setup.Settings.Events["spit-caller"]));
        Assert.Empty(new SipIdsPipeline(setup).Faults);
    }

    [Theory]
    [InlineData("events: {my-rul: drop}", "events: unknown event 'my-rul'")]
    [InlineData("suppress: [{event: my-rul, source: 192.0.2.1}]", "suppress: unknown event 'my-rul'")]
    public void A_name_that_no_event_gets_is_an_error_once_all_are_made(string line, string message) =>
        Assert.Equal(message, Assert.Throws<UnknownEventException>(() => new SipIdsPipeline(Setup(line))).Message);

    private static PipelineSetup Setup(string text)
    {
        var registry = new PreprocessorRegistry().Add<SampleGuard, SampleGuardOptions>().Add<SampleRules, SampleRulesOptions>();
        var result = ConfigurationLoader.Load(new SettingsSchema(registry), text, "sipcnf.yaml");
        Assert.Empty(result.Faults);
        return new() { Registry = registry, Settings = result.Configuration!.Pipeline };
    }
}
