using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("cals: 3", "unknown key 'cals'; did you mean 'calls'?")]
    [InlineData("Proxy-IP: 10.0.0.1", "unknown key 'Proxy-IP'; did you mean 'proxy_ip'?")]
    [InlineData("qwertz: 3", "unknown key 'qwertz'")]
    [InlineData("call_id_host: required", "'call_id_host' belongs under 'guard', not at the top level")]
    [InlineData("depth: 2", "'depth' belongs under 'guard.inner', not at the top level")]
    public void An_unknown_key_at_the_top_says_what_it_should_be(string text, string message) =>
        Assert.Equal($"sipcnf.yaml:1:1: {message}", Sample.Fault(text));

    [Theory]
    [InlineData("calls: 3", "'calls' belongs at the top level, not under 'guard'")]
    [InlineData("enabeld: true", "unknown key 'enabeld' in 'guard'; did you mean 'enabled'?")]
    [InlineData("callIdHost: required", "unknown key 'callIdHost' in 'guard'; did you mean 'call_id_host'?")]
    public void An_unknown_key_in_a_section_says_what_it_should_be(string text, string message) =>
        Assert.Equal($"sipcnf.yaml:2:3: {message}", Sample.Fault($"guard:\n  {text}"));

    [Fact]
    public void A_small_section_lists_its_keys_where_none_is_near() =>
        Assert.Equal("sipcnf.yaml:1:10: unknown key 'qwertz' in 'output'; its keys are file, append", Sample.Fault("output: {qwertz: 1}"));

    [Theory]
    [InlineData("calls: abc", "calls: 'abc' is not a whole number; write one such as 50")]
    [InlineData("calls: 1.5", "calls: '1.5' is not a whole number; write one such as 50")]
    [InlineData("calls: '30'", "calls: '30' is in quotes and so is text; write the number without them")]
    [InlineData("calls: 0", "calls: '0' is out of range; allowed is 1 to 100000")]
    [InlineData("calls: 99999999999999999999", "calls: '99999999999999999999' is out of range; allowed is 1 to 100000")]
    [InlineData("calls: '-'", "calls: '-' is not a whole number; write one such as 50")]
    [InlineData("calls: [3]", "calls: expected a whole number such as 50, found a list")]
    [InlineData("calls: {a: 3}", "calls: expected a whole number such as 50, found a map of keys")]
    [InlineData("calls:", "calls: needs a value, such as 50")]
    [InlineData("calls: ~", "calls: needs a value, such as 50")]
    [InlineData("lookback: 60", "lookback: '60' has no unit; write 60s for seconds (us, ms, s, m, h and d are known)")]
    [InlineData("lookback: 60 s", "lookback: '60 s' is not a duration; write one such as 1m")]
    [InlineData("lookback: 1m1h", "lookback: '1m1h' is not a duration; write one such as 1m")]
    [InlineData("lookback: 99999999999999999d", "lookback: '99999999999999999d' is not a duration; write one such as 1m")]
    [InlineData("lookback: 25h", "lookback: '25h' is out of range; allowed is 1s to 1d")]
    [InlineData("ports: [5060, sip]", "ports[1]: 'sip' is not a whole number; write one such as 5060")]
    [InlineData("ports: [5060, 70000]", "ports[1]: '70000' is out of range; allowed is 1 to 65535")]
    [InlineData("ports: 5060, 5080", "ports: a list needs brackets; write [5060, 5080]")]
    [InlineData("ports:", "ports: needs a value, such as [5060], or [] for none")]
    [InlineData("ports: {a: 1}", "ports: expected a list such as [5060], found a map of keys")]
    [InlineData("trusted: 10.0.0.0/33", "trusted: '10.0.0.0/33' is not an address or a network; write one such as 192.0.2.0/24 or 2001:db8::1")]
    [InlineData("trusted: [proxy.example]", "trusted[0]: 'proxy.example' is not an address or a network; write one such as 192.0.2.0/24 or 2001:db8::1")]
    [InlineData("trusted: ['10.0.0.1', ::1]", "trusted[1]: an address that starts with a colon must be in quotes; write '::1'")]
    [InlineData("action_drop: yes", "action_drop: 'yes' is not false, true or shadow")]
    [InlineData("action_drop: shdow", "action_drop: 'shdow' is not false, true or shadow; did you mean 'shadow'?")]
    [InlineData("events: {spit-calller: off}", "events: unknown event 'spit-calller'; did you mean 'spit-caller'?")]
    [InlineData("events: {9999: off}", "events: unknown event '9999'")]
    [InlineData("events: {spit-caller: false}", "events.spit-caller: 'false' is not off, alert, drop, block, reject, pass or log")]
    [InlineData("events: {spit-caller: off, 4001: drop}", "events: '4001' is 'spit-caller', which line 1 sets too; keep one")]
    [InlineData("suppress: [{event: spit-calller, source: 192.0.2.1}]", "suppress[0].event: unknown event 'spit-calller'; did you mean 'spit-caller'?")]
    [InlineData("suppress: [{event: spit-caller, source: proxy.example}]", "suppress[0].source: 'proxy.example' is not an address or a network; write one such as 192.0.2.0/24 or 2001:db8::1")]
    [InlineData("suppress: [{event: spit-caller}]", "suppress[0]: names neither source nor target; to switch the event off for all write events: { spit-caller: off }")]
    [InlineData("suppress: [{source: 192.0.2.1}]", "suppress[0]: names no event; what is never to be reported or dropped, whatever it does, belongs into trusted")]
    [InlineData("suppress: [{evnt: spit-caller}]", "unknown key 'evnt' in 'suppress[0]'; did you mean 'event'?")]
    [InlineData("suppress: spit-caller", "suppress: expected a map such as {event: syntax-header, source: [192.0.2.0/24]}, found 'spit-caller'")]
    [InlineData("events: [spit-caller]", "events: expected a map such as {syntax-header: off}, found a list")]
    [InlineData("limits: 5", "limits: expected a map such as {message: 64KiB, header_line: 8KiB}, found '5'")]
    [InlineData("limits: {message: 64kb}", "limits.message: '64kb' has a unit that is read as 1000 or as 1024; write 64KiB")]
    [InlineData("limits: {message: 64K}", "limits.message: '64K' has half a unit; write 64KiB")]
    [InlineData("limits: {message: large}", "limits.message: 'large' is not a size in bytes; write one such as 64KiB")]
    [InlineData("limits: {message: 2MiB}", "limits.message: '2MiB' is out of range; allowed is 1KiB to 1MiB")]
    [InlineData("guard: {enabled: on}", "guard.enabled: 'on' is not true or false; write true")]
    [InlineData("guard: {enabled: No}", "guard.enabled: 'No' is not true or false; write false")]
    [InlineData("guard: {enabled: maybe}", "guard.enabled: 'maybe' is not true or false")]
    [InlineData("guard: {share: NaN}", "guard.share: 'NaN' is not a number; write one such as 0.25")]
    [InlineData("guard: {share: 1e999}", "guard.share: '1e999' is not a number; write one such as 0.25")]
    [InlineData("guard: {delays: {a: 1ms}}", "guard.delays.a: '1ms' is out of range; allowed is at least 10ms")]
    [InlineData("guard: {several: [{depth: 10}]}", "guard.several[0].depth: '10' is out of range; allowed is 1 to 9")]
    [InlineData("guard: [enabled]", "guard: expected a map such as {enabled: true, call_id_host: optional}, found a list")]
    [InlineData("hello", "expected lines of 'key: value', found 'hello'")]
    [InlineData("- calls", "expected lines of 'key: value', found a list")]
    public void A_wrong_value_says_what_is_wrong_and_what_would_be_right(string text, string message) =>
        Assert.Equal(message, Assert.Single(Sample.Load(text).Faults).Message);

    [Fact]
    public void All_faults_are_reported_in_the_order_of_their_lines()
    {
        var faults = Sample.Faults("""
            calls: many
            guard:
              enabled: 3
              inner:
                depth: 10
                wdith: 2
            calls: 5
            ports: [1, x, y]
            """);

        Assert.Equal(
            [
                "sipcnf.yaml:1:8: calls: 'many' is not a whole number; write one such as 50",
                "sipcnf.yaml:3:12: guard.enabled: '3' is not true or false",
                "sipcnf.yaml:5:12: guard.inner.depth: '10' is out of range; allowed is 1 to 9",
                "sipcnf.yaml:6:5: unknown key 'wdith' in 'guard.inner'; its keys are depth, size",
                "sipcnf.yaml:7:1: 'calls' is set twice, on line 1 and on line 7; keep one",
                "sipcnf.yaml:8:12: ports[1]: 'x' is not a whole number; write one such as 5060",
                "sipcnf.yaml:8:15: ports[2]: 'y' is not a whole number; write one such as 5060",
            ],
            faults);
    }

    [Fact]
    public void A_flood_of_faults_is_cut_off_and_counted()
    {
        var faults = Sample.Faults(string.Concat(Enumerable.Range(0, 250).Select(i => $"key{i}: 1\n")));

        Assert.Equal(101, faults.Count);
        Assert.Equal("sipcnf.yaml: and 150 more faults", faults[^1]);
    }

    [Fact]
    public void A_long_or_unprintable_word_is_shown_on_one_short_line() =>
        Assert.Equal($"sipcnf.yaml:1:1: unknown key 'a?{new string('b', 58)}…'", Sample.Fault($"\"a\\n{new string('b', 900)}\": 1"));
}
