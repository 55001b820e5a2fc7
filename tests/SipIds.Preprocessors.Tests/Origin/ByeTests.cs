using SipIds.Events;
using SipIds.Testing;
using SipIds.Packets;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class ByeTests
{
    [Fact]
    public void A_BYE_from_neither_party_is_reported_with_both()
    {
        var reported = Assert.Single(Sensor().Talk().Send(Mallory, Bob, InCall("BYE")).Last);
        Assert.Equal((5004, "expected 192.0.2.1:5060 or 192.0.2.2:5060"), (reported.Sid, reported.Detail));
    }

    [Fact]
    public void Either_party_may_hang_up()
    {
        Assert.Empty(Sensor().Talk().Send(Alice, Bob, InCall("BYE")).Names);
        Assert.Empty(Sensor().Talk().Send(Bob, Alice, InCallOfBob("BYE")).Names);
    }

    [Theory]
    [InlineData(Transport.Udp)]
    [InlineData(Transport.Tcp)]
    public void A_party_may_come_from_another_port_of_its_own_address(Transport transport) =>
        Assert.Empty(Sensor().Over(transport).Talk().Send("192.0.2.1:61234", Bob, InCall("BYE")).Names);

    [Theory]
    [InlineData("198.51.100.1:1001", false)]
    [InlineData("198.51.100.1:2002", false)]
    [InlineData("198.51.100.1:3003", true)]
    public void Behind_one_NAT_the_parties_are_known_by_their_ports(string source, bool isReported)
    {
        var invite = Invite.Contact("<sip:alice@198.51.100.1:1001>");
        var sensor = Sensor().Send("198.51.100.1:1001", "198.51.100.1:2002", invite)
            .Send("198.51.100.1:2002", "198.51.100.1:1001", SipBuilder.Response(200, invite).Contact("<sip:bob@198.51.100.1:2002>"));
        Assert.Equal(isReported ? ["origin-bye"] : [], sensor.Send(source, "198.51.100.1:2002", InCall("BYE")).Names);
    }

    [Theory]
    [InlineData("10.0.0.66:5060", true)]
    [InlineData("198.51.100.1:3003", true)]
    [InlineData("10.0.0.5:5060", false)]
    [InlineData("phone.example.com", false)]
    public void Behind_the_NAT_of_one_party_another_client_is_known_by_its_port_and_what_it_calls_itself(string sentBy, bool isReported) => Assert.Equal(
        isReported ? ["origin-bye"] : [], TalkBehindNat().Send("198.51.100.1:3003", Bob, InCall("BYE").Via(sentBy, "z9hG4bK-x")).Names);

    [Fact]
    public void A_callee_whose_NAT_gave_it_another_port_goes_on_calling_itself_the_same() => Assert.Empty(
        Sensor().Send(Alice, "198.51.100.1:1001", Invite)
            .Send("198.51.100.1:1001", Alice, SipBuilder.Response(200, Invite).Contact("<sip:bob@10.0.0.5:5070>"))
            .Send("198.51.100.1:3003", Alice, InCallOfBob("BYE").Via("10.0.0.5:5070", "z9hG4bK-x")).Names);

    [Fact]
    public void Over_TCP_another_client_behind_the_same_NAT_may_be_a_new_connection() =>
        Assert.Empty(TalkBehindNat(Transport.Tcp).Send("198.51.100.1:3003", Bob, InCall("BYE").Via("10.0.0.5:49152", "z9hG4bK-x")).Names);

    private static Tester TalkBehindNat(Transport transport = Transport.Udp)
    {
        var invite = Invite.Via("10.0.0.5:5060", "z9hG4bK-nat").Contact("<sip:alice@10.0.0.5:5060>");
        return Sensor().Over(transport).Send("198.51.100.1:1001", Bob, invite)
            .Send(Bob, "198.51.100.1:1001", SipBuilder.Response(200, invite).Contact("<sip:bob@192.0.2.2:5060>"));
    }

    [Fact]
    public void A_callee_may_come_from_where_its_Contact_is() => Assert.Empty(Sensor()
        .Send(Alice, Proxy, Invite).Send(Proxy, Alice, SipBuilder.Response(200, Invite).Contact("<sip:bob@192.0.2.77>"))
        .Send("192.0.2.77:5060", Alice, InCallOfBob("BYE")).Names);

    [Fact]
    public void A_proxy_may_come_from_where_its_Record_Route_is() => Assert.Empty(Sensor()
        .Send(Alice, Proxy, Invite)
        .Send(Proxy, Alice, Ok.Header("Record-Route", "<sip:198.51.100.11;lr>, <sip:198.51.100.12;lr>"))
        .Send("198.51.100.11:5060", Alice, InCallOfBob("BYE")).Names);

    [Fact]
    public void A_callee_whose_Contact_is_a_name_may_come_from_anywhere() => Assert.Empty(Sensor()
        .Send(Alice, Proxy, Invite).Send(Proxy, Alice, Ok.Contact("<sip:bob@pc33.example.com>")).Send("192.0.2.99:5060", Alice, InCallOfBob("BYE")).Names);

    [Fact]
    public void Only_that_side_may_whose_Contact_is_a_name() => Assert.Equal(["origin-bye"], Sensor()
        .Send(Alice, Proxy, Invite).Send(Proxy, Alice, Ok.Contact("<sip:bob@pc33.example.com>")).Send(Mallory, Proxy, InCall("BYE")).Names);

    [Fact]
    public void A_request_to_a_Contact_that_is_a_name_shows_where_that_is()
    {
        var sensor = Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Alice, Ok.Contact("<sip:bob@pc33.example.com>")).Send(Alice, "192.0.2.99:5060", Ack);
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Alice, InCallOfBob("BYE")).Names);
        Assert.Equal(["origin-bye"], sensor.Send("192.0.2.99:5060", Alice, InCallOfBob("BYE", 2)).Names);
    }

    [Fact]
    public void A_stranger_cannot_show_where_a_name_is()
    {
        var sensor = Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Alice, Ok.Contact("<sip:bob@pc33.example.com>")).Send(Mallory, Mallory, Ack);
        Assert.Empty(sensor.Send("192.0.2.99:5060", Alice, InCallOfBob("BYE")).Names);
    }

    [Fact]
    public void A_caller_whose_own_hop_was_not_seen_and_whose_Contact_is_a_name_may_come_from_anywhere()
    {
        var onward = Invite.Contact("<sip:alice@pc1.example.com>").PushVia(Proxy, "z9hG4bK-p1");
        var sensor = Sensor().Send(Proxy, Bob, onward).Send(Bob, Proxy, SipBuilder.Response(200, onward.ToTag("b1")).Contact("<sip:bob@192.0.2.2>"));
        Assert.Empty(sensor.Send("192.0.2.99:5060", Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void One_whose_own_hop_was_seen_may_not()
    {
        var invite = Invite.Contact("<sip:alice@pc1.example.com>");
        var onward = invite.PushVia(Proxy, "z9hG4bK-p1");
        var sensor = Sensor().Send(Alice, Proxy, invite).Send(Proxy, Bob, onward).Send(Bob, Proxy, SipBuilder.Response(200, onward.ToTag("b1")).Contact("<sip:bob@192.0.2.2>"));
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void On_every_hop_of_a_proxied_call_a_BYE_is_silent()
    {
        var onward = Invite.PushVia(Proxy, "z9hG4bK-p1");
        var sensor = Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Bob, onward).Send(Bob, Proxy, SipBuilder.Response(200, onward)).Send(Proxy, Alice, Ok);
        Assert.Empty(sensor.Send(Bob, Proxy, InCallOfBob("BYE")).Send(Proxy, Alice, InCallOfBob("BYE").PushVia(Proxy, "z9hG4bK-p2")).Names);
    }

    [Fact]
    public void Behind_a_proxy_the_origin_counts()
    {
        var sensor = Sensor(Behind("198.51.100.10")).From(Proxy).To(Bob).Origin(Alice).See(Invite).Send(Bob, Proxy, Ok).From(Proxy).To(Bob);
        Assert.Equal(["origin-bye"], sensor.Origin(Mallory).See(InCall("BYE")).Origin(Alice).See(InCall("BYE", 3)).Names);
    }

    [Fact]
    public void A_callee_behind_a_proxy_and_NAT_is_known_by_the_address_that_it_takes_for_its_own()
    {
        var sensor = Sensor(Behind("198.51.100.10")).Send(Alice, Proxy, Invite).Send(Proxy, Alice, Ok.Contact("<sip:bob@192.168.1.5:5060>"));
        var bye = InCallOfBob("BYE").Replace("Via", "SIP/2.0/UDP 192.168.1.5:5060;received=203.0.113.9;rport=1024;branch=z9hG4bK-b1");
        Assert.Equal([Severity.Low], sensor.From(Proxy).To(Alice).Origin("203.0.113.9:1024").See(bye).Last.Select(alert => alert.Severity));
    }

    [Theory]
    [InlineData("INFO", "")]
    [InlineData("OPTIONS", "")]
    [InlineData("UPDATE", "origin-reinvite ")]
    [InlineData("INVITE", "origin-reinvite ")]
    public void Another_request_inside_the_call_makes_nobody_a_party(string method, string reported) => Assert.Equal(
        reported + "origin-bye", string.Join(' ', Sensor().Talk().Send(Mallory, Bob, InCall(method, 5)).Send(Mallory, Bob, InCall("BYE", 6)).Names));

    [Fact]
    public void A_second_INVITE_with_the_calls_Call_ID_makes_nobody_a_party() => Assert.Equal(
        ["origin-bye"], Sensor().Talk().Send(Mallory, Bob, Invite.Via(Mallory, "z9hG4bK-m")).Send(Mallory, Bob, InCall("BYE")).Names);

    [Fact]
    public void An_answer_from_where_the_INVITE_did_not_go_makes_nobody_a_party() => Assert.Equal(
        ["origin-response", "origin-bye"], Sensor().Send(Alice, Bob, Invite).Send(Mallory, Alice, Ok).Send(Bob, Alice, Ok).Send(Mallory, Alice, InCallOfBob("BYE")).Names);

    [Fact]
    public void A_re_INVITE_that_is_accepted_makes_nobody_a_party()
    {
        var moved = InCall("INVITE").Contact("<sip:alice@192.0.2.200>");
        Assert.Equal(["origin-reinvite", "origin-bye"], Sensor().Talk().Send("192.0.2.200:5060", Bob, moved).Send(Bob, "192.0.2.200:5060", SipBuilder.Response(200, moved))
            .Send("192.0.2.200:5060", Bob, InCall("BYE", 3)).Names);
    }

    [Fact]
    public void Nobody_moves_by_the_consent_of_a_stranger()
    {
        var moved = InCall("INVITE");
        Assert.Equal(["origin-reinvite", "origin-bye"], Sensor().Talk().Send(Mallory, "203.0.113.67:5060", moved).Send("203.0.113.67:5060", Mallory, SipBuilder.Response(200, moved))
            .Send(Mallory, Bob, InCall("BYE", 3)).Names);
    }

    [Fact]
    public void Tags_that_are_right_and_a_Via_that_is_forged_convince_nobody() => Assert.Equal(["origin-bye"], Sensor().Talk()
        .Send(Mallory, Bob, InCall("BYE").Contact("<sip:alice@192.0.2.1>").Replace("Via", "SIP/2.0/UDP 192.0.2.1:5060;received=192.0.2.1;branch=z9hG4bK-x")).Names);

    [Fact]
    public void A_forged_BYE_that_is_dropped_leaves_the_call_to_its_parties()
    {
        var sensor = Sensor(inline: true).Talk().Send(Mallory, Bob, InCall("BYE")).Send(Mallory, Bob, InCall("BYE", 3)).Send(Alice, Bob, InCall("BYE", 4));
        Assert.Equal(["origin-bye", "origin-bye"], sensor.Names);
        Assert.Equal(2, sensor.Dropped);
    }

    [Fact]
    public void A_call_with_more_addresses_than_are_kept_accuses_nobody()
    {
        var sensor = Sensor();
        for (var hop = 1; hop <= 7; hop++)
        {
            _ = sensor.Send($"192.0.2.{hop}:5060", $"192.0.2.{hop + 1}:5060", Invite.PushVia($"192.0.2.{hop}:5060", $"z9hG4bK-{hop}"));
        }

        Assert.Empty(sensor.Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_sensor_that_has_just_begun_guards_the_calls_that_it_saw_begin() =>
        Assert.Equal(["origin-bye"], Sensor(JustBegun()).Talk().Send(Mallory, Bob, InCall("BYE")).Names);

    [Fact]
    public void A_sensor_that_has_just_begun_accuses_nobody_in_the_others() => Assert.Empty(
        Sensor(JustBegun()).Send(Alice, Bob, InCall("INFO")).Send("192.0.2.77:5060", Alice, InCallOfBob("BYE")).Names);

    [Fact]
    public void A_sensor_that_has_just_begun_accuses_nobody_where_it_missed_a_hop()
    {
        var onward = Invite.PushVia(Proxy, "z9hG4bK-p1");
        Assert.Empty(Sensor(JustBegun()).Send(Proxy, Bob, onward).Send(Bob, Proxy, SipBuilder.Response(200, onward)).Send(Proxy, "192.0.2.88:5060", Ok)
            .Send("192.0.2.88:5060", Proxy, InCall("BYE")).Names);
    }

    [Fact]
    public void A_BYE_of_no_call_is_none_of_this() => Assert.Empty(Sensor().Send(Mallory, Bob, InCall("BYE")).Names);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_party_that_has_moved_and_registered_there_with_its_password_may_hang_up(bool isChallenged, bool isReported)
    {
        const string moved = "192.0.2.200:5060";
        var ask = Register(1, moved);
        var register = Register(2, moved).Header("Authorization", "Digest username=\"alice\", realm=\"example.com\", nonce=\"n1\", uri=\"sip:example.com\", response=\"0\"");
        var sensor = Sensor().Talk();
        sensor = isChallenged
            ? sensor.Send(moved, Proxy, ask).Send(Proxy, moved, SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1\""))
            : sensor.Send(moved, Proxy, Register(3, moved).Header("Authorization", "Digest username=\"alice\", realm=\"example.com\", nonce=\"n1\""));
        sensor = sensor.Send(moved, Proxy, register).Send(Proxy, moved, SipBuilder.Response(200, register).Contact("<sip:alice@192.0.2.200>;expires=3600"));
        Assert.Empty(sensor.Names);
        Assert.Equal(isReported ? ["origin-bye"] : [], sensor.Send(moved, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void Who_registered_as_somebody_else_is_no_party()
    {
        var ask = Register(1, Mallory).From("sip:mallory@example.com").To("sip:mallory@example.com");
        var register = ask.CSeq(2).Via(Mallory, "z9hG4bK-r9").Header("Authorization", "Digest username=\"mallory\", realm=\"example.com\", nonce=\"n1\", uri=\"sip:example.com\", response=\"0\"");
        var sensor = Sensor().Talk().Send(Mallory, Proxy, ask).Send(Proxy, Mallory, SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1\""))
            .Send(Mallory, Proxy, register).Send(Proxy, Mallory, SipBuilder.Response(200, register).Contact("<sip:mallory@203.0.113.66>;expires=3600"));
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void Another_proxy_of_a_cluster_may_pass_on_what_a_party_has_sent()
    {
        const string other = "198.51.100.12:5060";
        Assert.Empty(Sensor().Talk().Send(Bob, other, InCallOfBob("BYE")).Send(other, Alice, InCallOfBob("BYE").PushVia(other, "z9hG4bK-o1")).Names);
    }

    [Fact]
    public void What_no_party_has_sent_no_proxy_may_pass_on()
    {
        const string other = "198.51.100.12:5060";
        Assert.Equal(["origin-bye"], Sensor().Talk().Send(other, Alice, InCallOfBob("BYE").PushVia(other, "z9hG4bK-o1")).Names);
        Assert.Equal(["origin-bye", "origin-bye"], Sensor().Talk().Send(Mallory, other, InCallOfBob("BYE")).Send(other, Alice, InCallOfBob("BYE").PushVia(other, "z9hG4bK-o1")).Names);
    }

    private static SipBuilder Register(int cseq, string source) => SipBuilder.Request("REGISTER", "sip:example.com")
        .From("sip:alice@example.com").To("sip:alice@example.com").CallId("moved").CSeq(cseq).Via(source, $"z9hG4bK-r{cseq}").Contact($"<sip:alice@{source}>");

    [Fact]
    public void A_call_long_forgotten_accuses_nobody() =>
        Assert.Empty(Sensor().Talk().After(TimeSpan.FromHours(49)).Send(Mallory, Bob, InCall("BYE")).Names);

    [Fact]
    public void Whole_calls_are_silent()
    {
        var call = CallScript.Between(Alice, Bob);
        Assert.Empty(Sensor().See(call).See(call.Number(2).Challenged()).See(call.Number(3).Cancelled()).See(call.Number(4).Refused())
            .See(call.Number(5).Reinvited().EndedByCallee()).See(call.Number(6).OverTcp()).Names);
    }
}
