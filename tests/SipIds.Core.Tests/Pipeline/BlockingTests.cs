using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>What the action <c>block</c> does to a sender, and to whom it does nothing.</summary>
public sealed class BlockingTests
{
    private static readonly PipelineOptions s_settings = new() { ActionDrop = DropMode.True };

    private readonly BlockLab _lab = new();

    [Fact]
    public void A_sender_that_proved_its_address_is_dropped_whatever_it_sends_next()
    {
        Assert.False(_lab.AttackProven());
        Assert.False(_lab.Passes(_lab.Request()));
        Assert.False(_lab.Passes(_lab.Request("INVITE")));
        Assert.Contains(_lab.Alerts, a => a is { Name: "sender-blocked", Verdict: Verdict.Drop, Detail: "rule-bad" });
    }

    [Fact]
    public void A_sender_that_retransmits_gains_nothing_and_raises_one_alert_at_each_doubling()
    {
        _lab.AttackProven();
        var again = _lab.Request();
        Assert.DoesNotContain(true, Enumerable.Range(0, 8).Select(_ => _lab.Passes(again)));
        Assert.Equal([1, 3, 5], _lab.Alerts.Where(a => string.Equals(a.Name, "sender-blocked", StringComparison.Ordinal)).Select(a => a.Count));
    }

    [Fact]
    public void Its_neighbours_pass()
    {
        _lab.AttackProven();
        Assert.True(_lab.Passes(_lab.Request(source: BlockLab.Neighbour), BlockLab.Neighbour));
        Assert.True(_lab.Passes(_lab.Request(source: BlockLab.Server), BlockLab.Server, BlockLab.Neighbour));
    }

    [Fact]
    public void It_is_let_in_again_after_block_time()
    {
        _lab.AttackProven();
        _lab.Now = TimeSpan.FromMinutes(59);
        Assert.False(_lab.Passes(_lab.Request()));
        _lab.Now = TimeSpan.FromMinutes(61);
        Assert.True(_lab.Passes(_lab.Request()));
    }

    [Fact]
    public void A_forged_source_blocks_nobody()
    {
        Assert.False(_lab.Passes(_lab.Request("REGISTER").Header("User-Agent", "rule-bad")));
        Assert.True(_lab.Passes(_lab.Request()));
        Assert.Equal(0, _lab.Pipeline.Tables.Single(t => string.Equals(t.Name, "blocked", StringComparison.Ordinal)).Used);
    }

    [Theory]
    [InlineData(EventAction.Drop)]
    [InlineData(EventAction.Reject)]
    public void Another_action_drops_and_blocks_nobody(EventAction action)
    {
        var lab = new BlockLab(action: action);
        Assert.False(lab.AttackProven());
        Assert.True(lab.Passes(lab.Request()));
    }

    [Fact]
    public void In_a_rehearsal_nobody_is_blocked()
    {
        var lab = new BlockLab(s_settings with { ActionDrop = DropMode.Shadow });
        Assert.True(lab.AttackProven());
        Assert.True(lab.Passes(lab.Request()));
    }

    [Fact]
    public void On_a_mirror_port_nobody_is_blocked()
    {
        var lab = new BlockLab(inline: false);
        Assert.True(lab.AttackProven());
        Assert.True(lab.Passes(lab.Request()));
    }

    public static TheoryData<string> Excused => ["peers", "proxy_ip", "trusted"];

    [Theory]
    [MemberData(nameof(Excused))]
    public void Who_is_named_in_the_settings_is_never_blocked(string setting)
    {
        NetPrefixSet named = [NetPrefix.Parse("198.51.100.66/32")];
        var lab = new BlockLab(setting switch { "peers" => s_settings with { Peers = named }, "proxy_ip" => s_settings with { ProxyIp = named }, _ => s_settings with { Trusted = named } });
        _ = lab.AttackProven();
        Assert.True(lab.Passes(lab.Request()));
    }

    [Fact]
    public void Who_is_named_after_it_was_blocked_passes_at_once()
    {
        _lab.AttackProven();
        var settings = s_settings with { Peers = [NetPrefix.Parse("198.51.100.66/32")] };
        _lab.Pipeline.Reload(settings, new Dictionary<string, Preprocessing.PreprocessorOptions>(StringComparer.Ordinal), new());
        Assert.True(_lab.Passes(_lab.Request()));
    }

    [Fact]
    public void An_address_where_a_user_has_registered_is_never_blocked()
    {
        var register = _lab.Request("REGISTER", "sip:example.com");
        _lab.Passes(register);
        _lab.Passes(SipBuilder.Response(200, register), BlockLab.Server, BlockLab.Attacker);
        Assert.False(_lab.AttackProven());
        Assert.True(_lab.Passes(_lab.Request()));
    }

    [Fact]
    public void The_event_can_be_switched_off_as_any_other()
    {
        var lab = new BlockLab(s_settings with { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["sender-blocked"] = EventAction.Alert } });
        lab.AttackProven();
        Assert.True(lab.Passes(lab.Request()));
        Assert.Contains(lab.Alerts, a => a is { Name: "sender-blocked", Verdict: Verdict.Pass });
    }

    [Fact]
    public void An_emergency_call_of_a_blocked_sender_passes_with_its_dialog_and_nothing_else_does()
    {
        _lab.AttackProven();
        var invite = _lab.Request("INVITE", "sip:112@example.com").To("sip:112@example.com");
        Assert.True(_lab.Passes(invite));
        Assert.True(_lab.Passes(SipBuilder.Response(200, invite).ToTag("b1"), BlockLab.Server, BlockLab.Attacker));
        Assert.True(_lab.Passes(SipBuilder.AckOf(invite)));
        Assert.False(_lab.Passes(_lab.Request("INVITE")));
        Assert.True(_lab.Passes(invite.StartLine("BYE sip:112@example.com SIP/2.0").CSeq(2, "BYE").ToTag("b1").Via(BlockLab.Attacker, "z9hG4bK-bye")));
    }

    [Fact]
    public void An_emergency_call_that_is_up_when_its_caller_is_blocked_goes_on()
    {
        var invite = _lab.Request("INVITE", "sip:112@example.com").To("sip:112@example.com");
        _lab.Passes(invite);
        _lab.Passes(SipBuilder.Response(200, invite).ToTag("b1"), BlockLab.Server, BlockLab.Attacker);
        _lab.AttackProven();
        Assert.False(_lab.Passes(_lab.Request()));
        Assert.True(_lab.Passes(SipBuilder.AckOf(invite)));
    }

    [Fact]
    public void A_sender_behind_a_proxy_is_blocked_and_the_proxy_is_not()
    {
        const string proxy = "192.0.2.1:5060";
        var lab = new BlockLab(s_settings with { ProxyIp = [NetPrefix.Parse("192.0.2.1/32")] });
        lab.AttackProven();
        Assert.False(lab.Passes(Relayed(lab, BlockLab.Attacker), proxy));
        Assert.True(lab.Passes(Relayed(lab, BlockLab.Neighbour), proxy));
    }

    private static SipBuilder Relayed(BlockLab lab, string origin) => lab.Request(source: origin).PushVia("192.0.2.1", $"z9hG4bK-relayed-{origin}");
}
