using SipIds.Configuration.Tests.Samples;
using SipIds.Events;

namespace SipIds.Configuration.Tests;

public sealed class OverrideTests
{
    [Fact]
    public void An_argument_wins_over_the_file_and_over_the_arguments_before_it() =>
        Assert.Equal(9, Sample.Guard("calls: 5", "calls=30", "calls=9").Calls);

    [Fact]
    public void A_dotted_path_leads_into_sections()
    {
        var guard = Sample.Guard("guard: {call_id_host: optional, inner: {size: 2KiB}}", "guard.call_id_host=required", "guard.inner.depth=5");

        Assert.Equal(HostRule.Required, guard.CallIdHost);
        Assert.Equal("2KiB", guard.Inner.Size.ToString());
        Assert.Equal(5, guard.Inner.Depth);
    }

    [Theory]
    [InlineData("ports=5060,5080")]
    [InlineData("ports=5060, 5080")]
    [InlineData("ports=[5060, 5080]")]
    public void A_list_is_replaced_and_needs_no_brackets(string argument) =>
        Assert.Equal([5060, 5080], Sample.Valid("ports: [1, 2, 3]", argument).Pipeline.Ports);

    [Theory]
    [InlineData("trusted=10.0.0.0/8")]
    [InlineData("trusted=[10.0.0.0/8]")]
    [InlineData("trusted='10.0.0.0/8'")]
    public void One_network_may_stand_alone(string argument) =>
        Assert.Equal("10.0.0.0/8", Sample.Valid("", argument).Pipeline.Trusted.ToString());

    [Fact]
    public void A_map_is_added_to()
    {
        var events = Sample.Valid("events: {spit-caller: off}", "events.syntax-header=off", "events.4001=alert").Pipeline.Events;

        Assert.Equal(2, events.Count);
        Assert.Equal((EventAction.Alert, EventAction.Off), (events["spit-caller"], events["syntax-header"]));
    }

    [Fact]
    public void A_key_of_a_map_may_hold_dots() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Sample.Guard("", "guard.delays.10.0.0.1=2s").Delays["10.0.0.1"]);

    [Theory]
    [InlineData("a: b # c")]
    [InlineData("*x")]
    [InlineData("@x")]
    [InlineData("a=b")]
    public void Text_needs_no_quotes_of_its_own(string text) => Assert.Equal(text, Sample.Guard("", $"guard.name={text}").Name);

    [Theory]
    [InlineData("calls=abc", "calls: 'abc' is not a whole number; write one such as 50")]
    [InlineData("calls=", "calls: needs a value, such as 50")]
    [InlineData("cals=3", "unknown key 'cals'; did you mean 'calls'?")]
    [InlineData("guard.calls=3", "'calls' belongs at the top level, not under 'guard'")]
    [InlineData("events.spit-calller=off", "events: unknown event 'spit-calller'; did you mean 'spit-caller'?")]
    [InlineData("ports=1,x", "ports[1]: 'x' is not a whole number; write one such as 5060")]
    [InlineData("ports=[1", "a comma or the closing ] is missing in the list that starts here")]
    [InlineData("calls.x=3", "calls: expected a whole number such as 50, found a map of keys")]
    [InlineData("calls", "expected key=value, such as limits.message=64KiB")]
    [InlineData("=3", "expected key=value, such as limits.message=64KiB")]
    public void A_fault_names_the_argument(string argument, string message) =>
        Assert.Equal($"--set {argument}: {message}", Sample.Fault("", argument));

    [Fact]
    public void Faults_of_the_file_come_before_those_of_the_arguments() =>
        Assert.Equal(
            ["sipcnf.yaml:1:8: calls: 'x' is not a whole number; write one such as 50", "--set calls=y: calls: 'y' is not a whole number; write one such as 50"],
            Sample.Faults("calls: x", "calls=y", "calls=3"));
}
