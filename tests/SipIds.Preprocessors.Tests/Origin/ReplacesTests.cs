using SipIds.Events;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

/// <summary>Alice talks with Bob; Carol talks with Alice as well, and is to take over Bob.</summary>
public sealed class ReplacesTests
{
    private const string Carol = "192.0.2.3:5060";

    private static string CallId { get; } = "live@192.0.2.1";

    private static SipBuilder Live { get; } = Invite.CallId(CallId);

    private static SipBuilder Transfer { get; } = InCall("REFER").CallId("second@192.0.2.1")
        .Header("Refer-To", "<sip:bob@example.com?Subject=x&replaces=live%40192.0.2.1%3Bto-tag%3Db1%3Bfrom-tag%3Da1>");

    [Theory]
    [InlineData("Replaces", "live@192.0.2.1;to-tag=b1;from-tag=a1")]
    [InlineData("Replaces", "live@192.0.2.1 ; from-tag=b1 ; to-tag=a1;early-only")]
    [InlineData("Join", "live@192.0.2.1;to-tag=b1;from-tag=a1")]
    [InlineData("jOIN", "live@192.0.2.1;to-tag=b1;from-tag=a1")]
    public void A_stranger_that_names_a_live_call_is_reported(string header, string value)
    {
        var reported = Assert.Single(Talking().Send(Mallory, Bob, Taking(header, value)).Last);
        Assert.Equal((5009, Severity.High, "expected 192.0.2.1:5060 or 192.0.2.2:5060"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Theory]
    [InlineData("live@192.0.2.1;to-tag=b1;from-tag=guessed")]
    [InlineData("other@192.0.2.1;to-tag=b1;from-tag=a1")]
    [InlineData("live@192.0.2.1")]
    [InlineData(";to-tag=b1;from-tag=a1")]
    public void What_names_no_live_dialog_replaces_nothing(string value) => Assert.Empty(Talking().Send(Mallory, Bob, Taking("Replaces", value)).Names);

    [Fact]
    public void Every_copy_and_every_new_attempt_is_reported() =>
        Assert.Equal(3, Talking().Send(Mallory, Bob, Taking()).Send(Mallory, Bob, Taking()).Send(Mallory, Bob, Taking().Number(10)).Count("origin-replaces"));

    [Fact]
    public void A_call_that_is_over_cannot_be_taken()
    {
        var bye = InCall("BYE").CallId(CallId);
        Assert.Empty(Talking().Send(Alice, Bob, bye).Send(Bob, Alice, SipBuilder.Response(200, bye)).Send(Mallory, Bob, Taking()).Names);
    }

    [Theory]
    [InlineData(Alice)]
    [InlineData("192.0.2.1:61234")]
    public void A_party_may_replace_its_own_call(string source) => Assert.Empty(Talking().Send(source, Bob, Taking().Via(Alice, "z9hG4bK-t1")).Names);

    [Fact]
    public void Whom_a_party_transfers_may_replace_its_call() =>
        Assert.Empty(Talking().Send(Alice, Carol, Transfer).Send(Carol, Bob, Taking().Via(Carol, "z9hG4bK-t1")).Names);

    [Fact]
    public void A_transfer_through_a_proxy_is_silent_on_every_hop()
    {
        var invite = Taking().Via(Carol, "z9hG4bK-t1");
        Assert.Empty(Talking().Send(Alice, Proxy, Transfer).Send(Proxy, Carol, Transfer.PushVia(Proxy, "z9hG4bK-p1"))
            .Send(Carol, Proxy, invite).Send(Proxy, Bob, invite.PushVia(Proxy, "z9hG4bK-p2")).Names);
    }

    [Fact]
    public void A_REFER_of_a_stranger_lets_nobody_replace_a_call() => Assert.Equal(["origin-refer-stranger", "origin-replaces"],
        Talking().Send(Mallory, Carol, Transfer.To("sip:carol@example.com").Via(Mallory, "z9hG4bK-x")).Send(Carol, Bob, Taking().Via(Carol, "z9hG4bK-t1")).Names);

    [Fact]
    public void A_transfer_lets_nobody_else_replace_the_call() => Assert.Equal(["origin-replaces"],
        Talking().Send(Alice, Carol, Transfer).Send(Mallory, Bob, Taking()).Names);

    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 1)]
    public void A_transfer_may_be_obeyed_for_64_seconds(int seconds, int reported) => Assert.Equal(
        reported, Talking().Send(Alice, Carol, Transfer).After(TimeSpan.FromSeconds(seconds)).Send(Carol, Bob, Taking().Via(Carol, "z9hG4bK-t1")).Reported);

    [Fact]
    public void A_peer_may_replace_a_call() => Assert.Empty(Talking(Sensor(Peering("203.0.113.66"))).Send(Mallory, Bob, Taking()).Names);

    [Fact]
    public void The_partner_of_a_server_is_noticed() => Assert.Equal(Severity.Low, Assert.Single(
        Sensor().Send("198.51.100.17:5060", Bob, Live).Send(Bob, "198.51.100.17:5060", SipBuilder.Response(200, Live.ToTag("b1")).Contact("<sip:bob@192.0.2.2>"))
            .Send("198.51.100.18:5060", Bob, Taking()).Last).Severity);

    [Fact]
    public void A_user_that_proved_a_password_picks_up_and_is_noticed()
    {
        var ask = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:eve@example.com").To("sip:eve@example.com").CallId("r1").Via(Mallory, "z9hG4bK-r1").Contact("<sip:eve@203.0.113.66>");
        var register = ask.Via(Mallory, "z9hG4bK-r2").CSeq(2).Header("Authorization", "Digest username=\"eve\", realm=\"example.com\", nonce=\"n1-0123456789\", uri=\"sip:example.com\", response=\"0\"");
        var challenge = SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1-0123456789\"");
        var sensor = Talking(Sensor().Send(Mallory, Proxy, ask).Send(Proxy, Mallory, challenge)
            .Send(Mallory, Proxy, register).Send(Proxy, Mallory, SipBuilder.Response(200, register).Contact("<sip:eve@203.0.113.66>;expires=3600")));
        Assert.Equal(Severity.Low, Assert.Single(sensor.Send(Mallory, Bob, Taking()).Last).Severity);
        Assert.Equal(Severity.High, Assert.Single(sensor.Send(Mallory, Bob, Taking().From("sip:other@example.com", "e2").Number(11)).Last).Severity);
    }

    [Fact]
    public void One_that_is_dropped_opens_no_way_to_its_copy() =>
        Assert.Equal(2, Talking(Sensor(inline: true)).Send(Mallory, Proxy, Taking()).Send(Proxy, Bob, Taking().PushVia(Proxy, "z9hG4bK-p1")).Count("origin-replaces"));

    private static Tester Talking(Tester? sensor = null) => Call(Call(sensor ?? Sensor(), Carol, "second@192.0.2.1"), Bob, CallId).After(TimeSpan.FromSeconds(5));

    private static Tester Call(Tester sensor, string callee, string callId)
    {
        var invite = Invite.CallId(callId).Via(Alice, "z9hG4bK-" + callId);
        var answer = SipBuilder.Response(200, invite.ToTag("b1")).Contact($"<sip:bob@{callee}>");
        return sensor.Send(Alice, callee, invite).Send(callee, Alice, answer).Send(Alice, callee, Ack.CallId(callId));
    }

    private static SipBuilder Taking(string header = "Replaces", string value = "live@192.0.2.1;to-tag=b1;from-tag=a1") =>
        SipBuilder.Request("INVITE", "sip:bob@192.0.2.2").Number(9).From("sip:eve@example.com", "e1").To("sip:bob@example.com").Via(Mallory, "z9hG4bK-t9").Header(header, value);
}
