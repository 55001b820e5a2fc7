using SipIds.Events;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class ReinviteTests
{
    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void One_from_neither_party_is_reported_with_both(string method)
    {
        var reported = Assert.Single(Sensor().Talk().Send(Mallory, Bob, InCall(method)).Last);
        Assert.Equal((5007, Severity.Medium, "expected 192.0.2.1:5060 or 192.0.2.2:5060"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Fact]
    public void It_is_not_dropped() => Assert.Equal(0, Sensor(inline: true).Talk().Send(Mallory, Bob, InCall("INVITE")).Dropped);

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void Either_party_may_change_the_call(string method) =>
        Assert.Empty(Sensor().Talk().Send(Alice, Bob, InCall(method)).Send(Bob, Alice, InCallOfBob(method)).Send("192.0.2.1:61234", Bob, InCall(method, 3)).Names);

    [Fact]
    public void The_partner_of_a_server_is_noticed() =>
        Assert.Equal(Severity.Low, Assert.Single(Sensor().Talk("198.51.100.17:5060").Send("198.51.100.18:5060", Bob, InCall("INVITE")).Last).Severity);

    [Fact]
    public void A_phone_that_moved_and_registered_with_its_password_is_silent()
    {
        const string moved = "203.0.113.200:5060";
        var ask = SipBuilder.Request("REGISTER", "sip:example.com").To("sip:alice@example.com").CallId("r1").Via(moved, "z9hG4bK-r1").Contact("<sip:alice@203.0.113.200>");
        var register = ask.Via(moved, "z9hG4bK-r2").CSeq(2).Header("Authorization", "Digest username=\"alice\", realm=\"example.com\", nonce=\"n1\", uri=\"sip:example.com\", response=\"0\"");
        var sensor = Sensor().Talk().Send(moved, Proxy, ask).Send(Proxy, moved, SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1\""))
            .Send(moved, Proxy, register).Send(Proxy, moved, SipBuilder.Response(200, register).Contact("<sip:alice@203.0.113.200>;expires=3600"));
        Assert.Empty(sensor.Send(moved, Bob, InCall("INVITE")).Names);
    }

    [Fact]
    public void One_with_other_tags_changes_no_call() => Assert.Empty(Sensor().Talk().Send(Mallory, Bob, InCall("INVITE").To("sip:bob@example.com", "guessed")).Names);

    [Fact]
    public void Once_the_call_is_over_there_is_nothing_to_take()
    {
        var bye = InCall("BYE");
        Assert.Empty(Sensor().Talk().Send(Alice, Bob, bye).Send(Bob, Alice, SipBuilder.Response(200, bye)).Send(Mallory, Bob, InCall("INVITE", 3)).Names);
    }

    [Fact]
    public void A_call_that_was_not_seen_to_begin_accuses_nobody() =>
        Assert.Empty(Sensor(JustBegun()).Send(Alice, Bob, InCall("INFO")).Send(Mallory, Bob, InCall("INVITE", 3)).Names);

    [Fact]
    public void A_further_hop_of_a_partys_own_is_silent() =>
        Assert.Empty(Sensor().Talk().Send(Alice, Proxy, InCall("INVITE")).Send(Mallory, Bob, InCall("INVITE").PushVia(Mallory, "z9hG4bK-m1")).Names);
}
