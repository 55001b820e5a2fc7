using SipIds.Events;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

/// <summary>What a stranger tries in order to be taken for a party, and what honest hosts do that looks like it.</summary>
public sealed class StrangerTests
{
    private const string Server = "198.51.100.17:5060";
    private const string Partner = "198.51.100.18:5060";
    private const string OtherSide = "203.0.113.200:5060";

    [Fact]
    public void A_copy_of_the_INVITE_while_it_rings_makes_nobody_a_party() =>
        Assert.Equal(["origin-bye"], Sensor().Ring().Send(Mallory, Bob, Copy(1)).Answer().Send(Mallory, Bob, InCall("BYE")).Names);

    [Fact]
    public void An_exact_copy_of_the_INVITE_makes_nobody_a_party() =>
        Assert.Equal(["origin-bye"], Sensor().Send(Alice, Bob, Invite).Send(Mallory, Bob, Invite).Send(Bob, Alice, Ringing).Answer().Send(Mallory, Bob, InCall("BYE")).Names);

    [Fact]
    public void A_copy_that_is_answered_in_a_dialog_of_its_own_makes_nobody_a_party()
    {
        var answer = SipBuilder.Response(200, Copy(1).ToTag("b2"));
        Assert.Equal(["origin-bye"], Sensor().Ring().Send(Mallory, Bob, Copy(1)).Send(Bob, Mallory, answer).Answer().Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_copy_by_the_callers_proxy_makes_nobody_a_party()
    {
        var (onward, copied) = (Invite.PushVia(Proxy, "z9hG4bK-p1"), Copy(1).PushVia(Proxy, "z9hG4bK-p2"));
        var sensor = Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Bob, onward).Send(Mallory, Proxy, Copy(1)).Send(Proxy, Bob, copied)
            .Send(Bob, Proxy, SipBuilder.Response(180, copied.ToTag("b2"))).Send(Proxy, Mallory, SipBuilder.Response(180, Copy(1).ToTag("b2")))
            .Send(Bob, Proxy, SipBuilder.Response(200, onward.ToTag("b1"))).Send(Proxy, Alice, Ok);
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void Many_copies_do_not_make_the_way_of_a_call_unknown()
    {
        var sensor = Sensor().Ring();
        for (var number = 1; number <= 12; number++)
        {
            _ = sensor.Send($"203.0.113.{number}:5060", Bob, Copy(number));
        }

        Assert.Equal(["origin-bye"], sensor.Answer().Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void Many_ports_and_targets_of_the_caller_do_not_either()
    {
        var sensor = Sensor().Ring();
        for (var number = 1; number <= 12; number++)
        {
            _ = sensor.Send($"192.0.2.1:{6000 + number}", $"203.0.113.{number}:5060", Copy(number));
        }

        Assert.Equal(["origin-bye"], sensor.Answer().Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_copy_between_a_challenge_and_its_answer_does_not_take_the_call()
    {
        var again = Invite.Via(Alice, "z9hG4bK-i2").CSeq(2);
        var challenged = Sensor().Send(Alice, Bob, Invite).Send(Bob, Alice, SipBuilder.Response(407, Invite)).Send(Mallory, Bob, Copy(2).From("sip:alice@example.com", "other"));
        var sensor = challenged.Send(Alice, Bob, again).Send(Bob, Alice, SipBuilder.Response(200, again.ToTag("b1")).Contact("<sip:bob@192.0.2.2>"));
        Assert.Empty(sensor.Send(Alice, Bob, InCall("BYE", 3)).Names);
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE", 4)).Names);
    }

    [Fact]
    public void A_server_with_two_addresses_is_on_the_way_once_the_callers_own_INVITE_is_answered_through_it()
    {
        var onward = Invite.PushVia(OtherSide, "z9hG4bK-p1");
        var sensor = Sensor().Send(Alice, Server, Invite).Send(OtherSide, Bob, onward)
            .Send(Bob, OtherSide, SipBuilder.Response(200, onward.ToTag("b1")).Contact("<sip:bob@192.0.2.2>")).Send(Server, Alice, Ok);
        Assert.Empty(sensor.Send(Alice, Server, InCall("BYE")).Send(OtherSide, Bob, InCall("BYE").PushVia(OtherSide, "z9hG4bK-p2")).Send(OtherSide, Bob, InCall("BYE", 9)).Names);
    }

    [Fact]
    public void The_two_sides_of_a_NAT_are_one_party()
    {
        const string outside = "198.51.100.77:1027";
        const string inside = "192.168.1.10:5060";
        var invite = Invite.Via(inside, "z9hG4bK-n1");
        var ok = SipBuilder.Response(200, invite.ToTag("b1")).Contact("<sip:bob@192.0.2.2>");
        var sensor = Sensor().Send(inside, Bob, invite).Send(outside, Bob, invite).Send(Bob, outside, ok).Send(Bob, inside, ok);
        Assert.Empty(sensor.Send(inside, Bob, InCall("BYE").Via(inside, "z9hG4bK-n2")).Send(outside, Bob, InCall("BYE").Via(inside, "z9hG4bK-n2")).Names);
    }

    [Theory]
    [InlineData("198.51.100.18:5060", Severity.Low)]
    [InlineData("198.51.100.23:5060", Severity.Low)]
    [InlineData("198.51.100.24:5060", Severity.High)]
    public void The_partner_of_a_server_may_take_over_a_call_and_is_noticed(string source, Severity severity) =>
        Assert.Equal(severity, Assert.Single(Sensor().Talk(Server).Send(source, Bob, InCall("BYE")).Last).Severity);

    [Fact]
    public void Partners_of_IPv6_share_a_64()
    {
        const string callee = "[2001:db8:1::2]:5060";
        Assert.Equal(Severity.Low, Assert.Single(Sensor().Talk("[2001:db8::1]:5060", callee).Send("[2001:db8::ffff:18]:5060", callee, InCall("BYE")).Last).Severity);
        Assert.Equal(Severity.High, Assert.Single(Sensor().Talk("[2001:db8::1]:5060", callee).Send("[2001:db8:0:1::1]:5060", callee, InCall("BYE")).Last).Severity);
    }

    [Fact]
    public void A_phone_has_no_partner()
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").To("sip:alice@example.com").CallId("r1").Via(Server, "z9hG4bK-r1").Contact("<sip:alice@198.51.100.17>");
        var sensor = Sensor().Send(Server, Proxy, register).Send(Proxy, Server, SipBuilder.Response(200, register).Contact("<sip:alice@198.51.100.17>;expires=3600"));
        Assert.Equal(Severity.High, Assert.Single(sensor.Talk(Server).Send(Partner, Bob, InCall("BYE")).Last).Severity);
    }

    [Fact]
    public void A_peer_is_no_phone_whatever_is_registered_at_its_address()
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").To("sip:alice@example.com").CallId("r1").Via(Server, "z9hG4bK-r1").Contact("<sip:alice@198.51.100.17>");
        var sensor = Sensor(Peering("198.51.100.17")).Send(Server, Proxy, register).Send(Proxy, Server, SipBuilder.Response(200, register).Contact("<sip:alice@198.51.100.17>;expires=3600"));
        Assert.Equal(Severity.Low, Assert.Single(sensor.Talk(Server).Send(Partner, Bob, InCall("BYE")).Last).Severity);
    }

    [Fact]
    public void A_peer_elsewhere_stands_in_where_the_route_names_hosts_that_nobody_has_seen()
    {
        var sensor = Sensor(Peering("203.0.113.200")).Send(Alice, Server, Invite).Send(Server, Alice, Ok.Contact("<sip:bob@sbc.example.net>")).Send(Alice, Server, Ack);
        Assert.Equal(Severity.Low, Assert.Single(sensor.Send(OtherSide, Alice, InCallOfBob("BYE")).Last).Severity);
        Assert.Equal(Severity.High, Assert.Single(Sensor(Peering("203.0.113.200")).Talk().Send(OtherSide, Alice, InCallOfBob("BYE")).Last).Severity);
    }

    [Fact]
    public void A_group_that_rings_more_phones_than_are_kept_accuses_strangers_all_the_same()
    {
        var sensor = Sensor().Send(Alice, Proxy, Invite);
        for (var phone = 1; phone <= 9; phone++)
        {
            var branch = Invite.PushVia(Proxy, $"z9hG4bK-p{phone}");
            sensor = sensor.Send(Proxy, $"192.0.2.{100 + phone}:5060", branch)
                .Send($"192.0.2.{100 + phone}:5060", Proxy, SipBuilder.Response(180, branch.ToTag("b1")).Contact($"<sip:bob@192.168.1.{phone}>"));
        }

        sensor = sensor.Send("192.0.2.109:5060", Proxy, SipBuilder.Response(200, Invite.PushVia(Proxy, "z9hG4bK-p9").ToTag("b1")).Contact("<sip:bob@192.168.1.9>"))
            .Send(Proxy, Alice, Ok.Contact("<sip:bob@192.168.1.9>").Header("Record-Route", "<sip:198.51.100.10;lr>"));
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Proxy, InCall("BYE")).Names);
        Assert.Empty(sensor.Send("192.0.2.109:5060", Proxy, InCallOfBob("BYE", 7)).Last);
    }

    [Fact]
    public void A_partner_may_cancel_and_refuse_and_is_noticed()
    {
        Assert.Equal(Severity.Low, Assert.Single(Sensor().Ring(Server).Send(Partner, Bob, Cancel).Last).Severity);
        Assert.Equal(Severity.Low, Assert.Single(Sensor().Send(Alice, Server, Invite).Send(Partner, Alice, SipBuilder.Response(486, Invite)).Last).Severity);
    }

    [Fact]
    public void A_member_of_a_farm_that_answered_is_noticed_once_and_is_a_party()
    {
        var sensor = Sensor().Send(Alice, Server, Invite).Send(Partner, Alice, Ok.Contact("<sip:bob@198.51.100.18>"));
        Assert.Equal(("origin-response", Severity.Low), (Assert.Single(sensor.Last).Name, sensor.Last[0].Severity));
        Assert.Empty(sensor.Send(Partner, Alice, InCallOfBob("BYE")).Last);
    }

    [Fact]
    public void A_copy_that_is_answered_in_the_callers_own_dialog_makes_nobody_a_party()
    {
        var sensor = Sensor().Ring().Send(Mallory, Bob, Copy(1)).Send(Bob, Mallory, SipBuilder.Response(180, Copy(1).ToTag("b1"))).Answer();
        Assert.Equal(["origin-bye"], sensor.Send(Bob, Mallory, SipBuilder.Response(200, Copy(1).ToTag("b1"))).Send(Mallory, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_copy_with_the_callers_credentials_makes_nobody_a_party()
    {
        var (again, copy) = (Invite.Via(Alice, "z9hG4bK-i2").CSeq(2).Header("Proxy-Authorization", "Digest nonce=\"n1\""), Copy(2).CSeq(2).Header("Proxy-Authorization", "Digest nonce=\"n1\""));
        var sensor = Sensor().Send(Alice, Bob, Invite).Send(Bob, Alice, SipBuilder.Response(407, Invite)).Send(Alice, Bob, again).Send(Mallory, Bob, copy)
            .Send(Bob, Mallory, SipBuilder.Response(200, copy.ToTag("b2"))).Send(Bob, Alice, SipBuilder.Response(200, again.ToTag("b1")).Contact("<sip:bob@192.0.2.2>"));
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE", 9)).Names);
    }

    [Fact]
    public void A_CANCEL_by_UDP_of_an_INVITE_over_TCP_is_noticed()
    {
        var sensor = Sensor().Over(SipIds.Packets.Transport.Tcp).Ring("192.0.2.1:40001").Over(SipIds.Packets.Transport.Udp);
        Assert.Equal(Severity.Low, Assert.Single(sensor.Send(Alice, Bob, Cancel).Last).Severity);
        Assert.Equal(Severity.High, Assert.Single(sensor.Send(Mallory, Bob, Cancel).Last).Severity);
    }

    [Fact]
    public void A_user_who_registered_before_the_call_may_hang_up_from_there_and_one_who_did_since_may_not()
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").To("sip:alice@example.com").CallId("r1").Via(OtherSide, "z9hG4bK-r1").Contact("<sip:alice@203.0.113.200>");
        Tester Registered(Tester sensor) => sensor.Send(OtherSide, Proxy, register).Send(Proxy, OtherSide, SipBuilder.Response(200, register).Contact("<sip:alice@203.0.113.200>;expires=3600"));
        Assert.Empty(Registered(Sensor()).After(TimeSpan.FromSeconds(1)).Talk().Send(OtherSide, Bob, InCall("BYE")).Names);
        Assert.Equal(["origin-bye"], Registered(Sensor().Talk()).Send(OtherSide, Bob, InCall("BYE")).Names);
    }

    [Fact]
    public void A_registered_third_that_names_itself_in_From_is_no_party()
    {
        var ask = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:eve@example.com").To("sip:eve@example.com").CallId("r1").Via(Mallory, "z9hG4bK-r1").Contact("<sip:eve@203.0.113.66>");
        var register = ask.Via(Mallory, "z9hG4bK-r2").CSeq(2).Header("Authorization", "Digest username=\"eve\", nonce=\"n1\"");
        var sensor = Sensor().Send(Mallory, Proxy, ask).Send(Proxy, Mallory, SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest nonce=\"n1\""))
            .Send(Mallory, Proxy, register).Send(Proxy, Mallory, SipBuilder.Response(200, register).Contact("<sip:eve@203.0.113.66>;expires=3600")).Talk();
        Assert.Equal(["origin-bye"], sensor.Send(Mallory, Bob, InCall("BYE").From("sip:eve@example.com", "a1")).Names);
        Assert.Equal(["origin-bye", "origin-refer"], sensor.Send(Mallory, Bob, Refer.From("sip:eve@example.com", "a1")).Names);
    }

    [Fact]
    public void A_REFER_that_is_passed_on_by_a_stranger_has_to_refer_to_the_same()
    {
        const string other = "203.0.113.66:5060";
        var sensor = Sensor().Talk().Send(Alice, Bob, Refer);
        Assert.Empty(sensor.Send(other, Bob, Refer.PushVia(other, "z9hG4bK-o1")).Names);
        Assert.Equal(["origin-refer"], sensor.Send(other, Bob, Refer.Replace("Refer-To", "<sip:spit@example.net>").PushVia(other, "z9hG4bK-o2")).Names);
    }

    private static SipBuilder Copy(int number) => Invite.Via(Mallory, $"z9hG4bK-m{number}");
}

/// <summary>The rest of a call that rings.</summary>
internal static class Answers
{
    public static Tester Answer(this Tester tester) => tester.Send(Bob, Alice, Ok).Send(Alice, Bob, Ack).After(TimeSpan.FromSeconds(30));
}
