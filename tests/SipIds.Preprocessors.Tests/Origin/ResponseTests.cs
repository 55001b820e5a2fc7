using SipIds.Events;
using SipIds.Testing;
using SipIds.Packets;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class ResponseTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(407)]
    [InlineData(486)]
    [InlineData(503)]
    [InlineData(603)]
    public void A_final_response_from_where_the_request_did_not_go_is_reported(int status)
    {
        var reported = Assert.Single(Sensor().Send(Alice, Bob, Invite).Send(Mallory, Alice, SipBuilder.Response(status, Invite)).Last);
        Assert.Equal((5008, "expected 192.0.2.2:5060"), (reported.Sid, reported.Detail));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(180)]
    [InlineData(183)]
    public void A_provisional_one_is_silent(int status) => Assert.Empty(Sensor().Send(Alice, Bob, Invite).Send(Mallory, Alice, SipBuilder.Response(status, Invite)).Names);

    [Fact]
    public void A_forged_answer_that_is_dropped_makes_no_call_of_its_sender()
    {
        var sensor = Sensor(inline: true).Ring().Send(Mallory, Alice, SipBuilder.Response(200, Invite).Contact("<sip:bob@203.0.113.66>")).Send(Bob, Alice, Ok).Send(Alice, Bob, Ack);
        Assert.Equal(["origin-response", "origin-bye"], sensor.Send(Mallory, Alice, InCallOfBob("BYE")).Names);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    public void A_peer_that_answers_for_another_is_noticed(int status) => Assert.Equal(Severity.Low, Assert.Single(
        Sensor(Peering("203.0.113.66")).Send(Alice, Bob, Invite).Send(Mallory, Alice, SipBuilder.Response(status, Invite)).Last).Severity);

    [Theory]
    [InlineData("sip:bob@example.com")]
    [InlineData("sip:bob@192.0.2.2:5060")]
    public void A_phone_that_has_registered_elsewhere_since_it_rang_is_noticed(string to)
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:bob@example.com").To("sip:bob@example.com").CallId("r1").Via(Mallory, "z9hG4bK-r1").Contact("<sip:bob@203.0.113.66>");
        var invite = Invite.To(to);
        var sensor = Sensor().Send(Proxy, Bob, invite).Send(Mallory, Proxy, register).Send(Proxy, Mallory, SipBuilder.Response(200, register).Contact("<sip:bob@203.0.113.66>;expires=3600"))
            .After(TimeSpan.FromSeconds(1)).Send(Mallory, Proxy, SipBuilder.Response(200, invite.ToTag("b1")));
        Assert.Equal(Severity.Low, Assert.Single(sensor.Last).Severity);
    }

    [Fact]
    public void The_branches_of_a_fork_answer_each_for_itself()
    {
        var (first, second) = (Invite.Via(Proxy, "z9hG4bK-f1"), Invite.Via(Proxy, "z9hG4bK-f2"));
        Assert.Empty(Sensor().Send(Proxy, Bob, first).Send(Proxy, "192.0.2.3:5060", second)
            .Send(Bob, Proxy, SipBuilder.Response(200, first)).Send("192.0.2.3:5060", Proxy, SipBuilder.Response(200, second)).Names);
    }

    [Fact]
    public void An_answer_seen_on_both_sides_of_a_NAT_is_silent()
    {
        const string inside = "192.168.1.10:5060";
        var invite = Invite.Via(inside, "z9hG4bK-n1");
        var ok = SipBuilder.Response(200, invite.ToTag("b1"));
        Assert.Empty(Sensor().Send(inside, Bob, invite).Send("198.51.100.77:1027", Bob, invite).Send(Bob, "198.51.100.77:1027", ok).Send(Bob, inside, ok).Names);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(407)]
    [InlineData(603)]
    public void A_final_response_from_where_it_went_is_silent(int status) =>
        Assert.Empty(Sensor().Send(Alice, Bob, Invite).Send("192.0.2.2:6000", Alice, SipBuilder.Response(status, Invite)).Names);

    [Fact]
    public void Every_copy_is_reported() => Assert.Equal(3, Sensor().Send(Alice, Bob, Invite).From(Mallory).To(Alice)
        .See(SipBuilder.Response(603, Invite), times: 3, every: TimeSpan.FromSeconds(0.5)).Count("origin-response"));

    [Theory]
    [InlineData("REGISTER")]
    [InlineData("SUBSCRIBE")]
    [InlineData("MESSAGE")]
    public void Every_method_is_guarded(string method) => Assert.Equal(["origin-response"], Sensor()
        .Send(Alice, Proxy, SipBuilder.Request(method)).Send(Mallory, Alice, SipBuilder.Response(404, SipBuilder.Request(method))).Names);

    [Fact]
    public void A_response_to_nothing_is_none_of_this() => Assert.Empty(Sensor().Send(Mallory, Alice, SipBuilder.Response(603, Invite)).Names);

    [Fact]
    public void On_every_hop_the_next_refuses()
    {
        var onward = Invite.PushVia(Proxy, "z9hG4bK-p1");
        Assert.Empty(Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Bob, onward)
            .Send(Bob, Proxy, SipBuilder.Response(486, onward)).Send(Proxy, Alice, SipBuilder.Response(486, Invite)).Names);
    }

    [Fact]
    public void The_branches_of_a_fork_refuse_each_for_itself()
    {
        var (first, second) = (Invite.Via(Proxy, "z9hG4bK-f1"), Invite.Via(Proxy, "z9hG4bK-f2"));
        Assert.Empty(Sensor().Send(Proxy, Bob, first).Send(Proxy, "192.0.2.3:5060", second)
            .Send(Bob, Proxy, SipBuilder.Response(486, first)).Send("192.0.2.3:5060", Proxy, SipBuilder.Response(480, second)).Names);
    }

    [Fact]
    public void A_member_of_a_group_answers_for_it()
    {
        var register = SipBuilder.Request("REGISTER", "sip:sip.mcast.net");
        Assert.Empty(Sensor().Send(Alice, "224.0.1.75:5060", register).Send(Bob, Alice, SipBuilder.Response(401, register)).Names);
    }

    [Fact]
    public void One_of_our_proxies_may_answer_from_elsewhere() => Assert.Empty(
        Sensor(Behind("198.51.100.0/24")).Send(Alice, "198.51.100.11:5060", Invite).Send(Proxy, Alice, SipBuilder.Response(407, Invite)).Names);

    [Fact]
    public void Both_sides_of_a_load_balancer_answer()
    {
        var register = SipBuilder.Request("REGISTER");
        Assert.Empty(Sensor().Send(Alice, "198.51.100.1:5060", register).Send(Alice, "10.0.0.7:5060", register)
            .Send("10.0.0.7:5060", Alice, SipBuilder.Response(401, register)).Send("198.51.100.1:5060", Alice, SipBuilder.Response(401, register)).Names);
    }

    [Fact]
    public void The_copy_of_somebody_else_opens_no_way()
    {
        var register = SipBuilder.Request("REGISTER");
        Assert.Equal(["origin-response"], Sensor().Send(Alice, Proxy, register).Send(Mallory, "203.0.113.67:5060", register)
            .Send("203.0.113.67:5060", Alice, SipBuilder.Response(302, register)).Names);
    }

    [Fact]
    public void A_forged_refusal_that_is_dropped_leaves_the_call_ringing()
    {
        var sensor = Sensor(inline: true).Ring().Send(Mallory, Alice, SipBuilder.Response(603, Invite)).Send(Bob, Alice, Ok).Send(Alice, Bob, Ack);
        Assert.Equal(["origin-response", "origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_request_long_forgotten_accuses_nobody() => Assert.Empty(
        Sensor().Send(Alice, Bob, SipBuilder.Request("OPTIONS")).After(TimeSpan.FromMinutes(1)).Send(Mallory, Alice, SipBuilder.Response(404, SipBuilder.Request("OPTIONS"))).Names);

    [Fact]
    public void Over_TCP_as_well() => Assert.Equal(["origin-response"], Sensor().Over(Transport.Tcp)
        .Send("192.0.2.1:40000", Bob, Invite).Send(Mallory, "192.0.2.1:40000", SipBuilder.Response(603, Invite)).Names);
}
