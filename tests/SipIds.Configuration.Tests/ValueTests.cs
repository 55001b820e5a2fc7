using SipIds.Configuration.Tests.Samples;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Settings;

namespace SipIds.Configuration.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("ports: [5060, 5080]", new[] { 5060, 5080 })]
    [InlineData("ports:\n- 5060\n- 5080", new[] { 5060, 5080 })]
    [InlineData("ports: 5070", new[] { 5070 })]
    [InlineData("ports: []", new int[0])]
    public void A_list_is_read_in_every_notation(string text, int[] ports) => Assert.Equal(ports, Sample.Valid(text).Pipeline.Ports);

    [Theory]
    [InlineData("false", DropMode.False)]
    [InlineData("true", DropMode.True)]
    [InlineData("shadow", DropMode.Shadow)]
    [InlineData("'true'", DropMode.True)]
    public void True_and_false_are_names_where_an_enum_has_them(string value, DropMode mode) =>
        Assert.Equal(mode, Sample.Valid($"action_drop: {value}").Pipeline.ActionDrop);

    [Theory]
    [InlineData("emergency: [112, '']")]
    [InlineData("emergency: ''")]
    public void An_empty_emergency_number_would_be_everybody_without_a_name(string text) =>
        Assert.EndsWith(": emergency: an empty entry stands for everybody; remove it", Sample.Fault(text), StringComparison.Ordinal);

    [Fact]
    public void There_may_be_no_emergency_numbers_at_all() => Assert.Empty(Sample.Valid("emergency: []").Pipeline.Emergency);

    [Fact]
    public void Events_are_named_by_name_or_by_id()
    {
        var events = Sample.Valid("events:\n  syntax-header: off\n  4001: block\n").Pipeline.Events;

        Assert.Equal(EventAction.Off, events["syntax-header"]);
        Assert.Equal(EventAction.Block, events["spit-caller"]);
    }

    [Theory]
    [InlineData("[10.0.0.0/8, 2001:db8::/32, ::1]")]
    [InlineData("\n- 10.0.0.0/8\n- 2001:db8::/32\n- ::1")]
    public void Networks_of_both_families_are_read(string value) =>
        Assert.Equal("10.0.0.0/8, 2001:db8::/32, ::1/128", Sample.Valid($"trusted: {value}").Pipeline.Trusted.ToString());

    [Fact]
    public void One_network_needs_no_brackets() =>
        Assert.True(Sample.Valid("proxy_ip: 192.0.2.7").Pipeline.ProxyIp.Contains(NetAddress.FromIPv4(0xC0000207)));

    [Theory]
    [InlineData("1s", 1000)]
    [InlineData("1500ms", 1500)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("5m", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1m1s1ms", 61_001)]
    [InlineData("1s5000us", 1005)]
    public void Durations_have_units_that_add_up(string value, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Sample.Guard($"lookback: {value}").Lookback);

    [Fact]
    public void Every_type_of_setting_is_read()
    {
        var guard = Sample.Guard("""
            calls: 7
            guard:
              enabled: false
              call_id_host: not_allowed
              total: 9000000000
              share: 0.5
              name: plain
              path: /var/log/x
              tools: [a, '', 112, "b, c"]
              delays: {slow: 2s}
              first: 2001:db8::1
              inner: {depth: 4, size: 2KiB}
              several: [{depth: 5}, {size: 1MiB}]
            """);

        Assert.Equal(7, guard.Calls);
        Assert.False(guard.Enabled);
        Assert.Equal(HostRule.NotAllowed, guard.CallIdHost);
        Assert.Equal(9_000_000_000, guard.Total);
        Assert.Equal(0.5, guard.Share);
        Assert.Equal("plain", guard.Name);
        Assert.Equal("/var/log/x", guard.Path);
        Assert.Equal(["a", "", "112", "b, c"], guard.Tools);
        Assert.Equal([KeyValuePair.Create("slow", TimeSpan.FromSeconds(2))], guard.Delays);
        Assert.Equal("2001:db8::1/128", guard.First.ToString());
        Assert.Equal(new SampleInnerOptions { Depth = 4, Size = ByteSize.FromKiB(2) }, guard.Inner);
        Assert.Equal([new() { Depth = 5 }, new SampleInnerOptions { Size = ByteSize.FromKiB(1024) }], guard.Several);
    }

    [Fact]
    public void What_is_unset_by_default_can_be_set_and_unset_again() =>
        Assert.Null(Sample.Guard("guard: {path: x}", "guard.path=null").Path);

    [Fact]
    public void What_the_file_leaves_out_keeps_its_default()
    {
        var guard = Sample.Guard("guard:\n  inner:\n    depth: 9\n");

        Assert.Equal(new SampleInnerOptions { Depth = 9 }, guard.Inner);
        Assert.Equal(50, guard.Calls);
    }

    [Fact]
    public void A_section_of_the_program_is_read_by_its_type() =>
        Assert.Equal(new SampleOutputOptions { File = "x" }, Sample.Valid("output: {file: x}").Section<SampleOutputOptions>());

    [Fact]
    public void Loading_changes_no_default()
    {
        var before = SipcnfWriter.Write(Sample.Schema.Defaults);

        Sample.Valid("calls: 1\nevents: {4001: off}\nguard: {delays: {a: 1s}, inner: {depth: 1}}", "events.syntax-header=off");

        Assert.Equal(before, SipcnfWriter.Write(Sample.Schema.Defaults));
    }
}
