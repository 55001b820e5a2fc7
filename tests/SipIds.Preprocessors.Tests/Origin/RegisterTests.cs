using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class RegisterTests
{
    private const string Registrar = Proxy;
    private const string Elsewhere = "203.0.113.66:5060";
    private const string Desk = "<sip:alice@192.0.2.1:5060>";
    private const string Mobile = "<sip:alice@203.0.113.66:5060>";

    private int _number;

    [Fact]
    public void A_Contact_taken_over_from_elsewhere_is_reported_with_its_owner()
    {
        var sensor = Registered();
        var reported = Assert.Single(sensor.Send(Elsewhere, Registrar, Register(Desk, "other")).Last);
        Assert.Equal((5003, "expected 192.0.2.1:5060"), (reported.Sid, reported.Detail));
    }

    [Theory]
    [InlineData("<sip:alice@192.0.2.1:5060>;expires=0")]
    [InlineData("<sip:alice@192.0.2.1>;EXPIRES=00")]
    [InlineData("<sip:%61lice@192.0.2.1;transport=udp>;expires=0;q=0.5")]
    [InlineData("<sip:x@203.0.113.66>, <sip:alice@192.0.2.1>;expires=0")]
    public void A_Contact_removed_from_elsewhere_is_reported(string contact) =>
        Assert.Equal(["origin-register"], Registered().Send(Elsewhere, Registrar, Register(contact, "other")).Names);

    [Fact]
    public void All_Contacts_removed_from_elsewhere_are_reported() =>
        Assert.Equal(["origin-register"], Registered().Send(Elsewhere, Registrar, Register("*", "other").Header("Expires", "0")).Names);

    [Fact]
    public void All_Contacts_removed_from_the_same_address_are_silent() =>
        Assert.Empty(Registered().Send("192.0.2.1:5099", Registrar, Register("*", "other").Header("Expires", "0")).Names);

    [Fact]
    public void A_Call_ID_taken_over_from_elsewhere_is_reported() =>
        Assert.Equal(["origin-register"], Registered().Send(Elsewhere, Registrar, Register(Mobile, "desk", cseq: 2)).Names);

    [Fact]
    public void A_device_taken_over_from_elsewhere_is_reported()
    {
        const string instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";
        Assert.Equal(["origin-register"], Registered(Desk + instance).Send(Elsewhere, Registrar, Register(Mobile + instance, "other")).Names);
    }

    [Theory]
    [InlineData("*", "other", "198.51.100.77:3003", "192.168.0.66:5060", 1)]
    [InlineData("<sip:alice@192.168.0.5:5060>;expires=0", "other", "198.51.100.77:3003", "192.168.0.66:5060", 1)]
    [InlineData("<sip:alice@192.168.0.66>", "desk", "198.51.100.77:3003", "192.168.0.66:5060", 1)]
    [InlineData("<sip:alice@192.168.0.66>", "other", "198.51.100.77:3003", "192.168.0.66:5060", 0)]
    [InlineData("*", "other", "198.51.100.77:3003", "192.168.0.5:5060", 0)]
    [InlineData("*", "other", "198.51.100.77:1001", "192.168.0.66:5060", 0)]
    public void Another_client_behind_the_same_NAT_is_known_by_its_port_and_what_it_calls_itself(string contact, string callId, string source, string sentBy, int reported)
    {
        const string natted = "<sip:alice@192.168.0.5:5060>";
        var sensor = Accept(Sensor(), "198.51.100.77:1001", Register(natted, "desk").Via("192.168.0.5:5060", "z9hG4bK-n"), natted);
        Assert.Equal(reported, sensor.Send(source, Registrar, Register(contact, callId, cseq: 2).Via(sentBy, "z9hG4bK-o").Header("Expires", contact == "*" ? "0" : "60")).Reported);
    }

    [Fact]
    public void A_device_that_was_restarted_behind_its_NAT_is_the_same()
    {
        const string instance = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";
        var sensor = Accept(Sensor(), "198.51.100.77:1001", Register("<sip:alice@192.168.0.5:5060>" + instance, "desk").Via("192.168.0.5:5060", "z9hG4bK-n"), "<sip:alice@192.168.0.5:5060>" + instance);
        Assert.Empty(sensor.Send("198.51.100.77:3003", Registrar, Register("<sip:alice@192.168.0.5:5071>" + instance, "new").Via("192.168.0.5:5071", "z9hG4bK-o")).Names);
    }

    [Fact]
    public void A_second_device_is_silent_and_guarded_too()
    {
        var sensor = Accept(Registered(), Elsewhere, Register(Mobile, "mobile"), Desk + ";expires=3500", Mobile + ";expires=3600");
        Assert.Empty(sensor.Names);
        Assert.Equal(["origin-register"], sensor.Send("203.0.113.99:5060", Registrar, Register(Mobile + ";expires=0", "third")).Names);
    }

    [Fact]
    public void A_refresh_and_a_reboot_are_silent() => Assert.Empty(
        Registered().Send(Alice, Registrar, Register(Desk, "desk", cseq: 2)).Send("192.0.2.1:1024", Registrar, Register(Desk, "rebooted")).Names);

    [Fact]
    public void A_second_device_does_not_take_the_first_ones_place_by_leaving()
    {
        var sensor = Accept(Registered(), Elsewhere, Register(Mobile, "mobile"), Desk, Mobile);
        sensor = Accept(sensor, Elsewhere, Register(Mobile + ";expires=0", "mobile", cseq: 2), Desk);
        Assert.Equal(["origin-register"], sensor.Send(Elsewhere, Registrar, Register(Desk, "mobile", cseq: 3)).Names);
    }

    [Fact]
    public void A_query_is_silent() => Assert.Empty(Registered().Send(Elsewhere, Registrar, Register(Desk, "other").Without("Contact")).Names);

    [Fact]
    public void A_query_that_is_answered_without_a_list_forgets_nothing()
    {
        var query = Register(Desk, "other").Without("Contact");
        Assert.Equal(["origin-register"], Accept(Registered(), Elsewhere, query).Send(Elsewhere, Registrar, Register(Desk, "other", cseq: 2)).Names);
    }

    [Theory]
    [InlineData(3599, 1)]
    [InlineData(3600, 0)]
    public void A_binding_that_has_lapsed_is_nobodys(int seconds, int reported) => Assert.Equal(
        reported, Registered().After(TimeSpan.FromSeconds(seconds)).Send(Elsewhere, Registrar, Register(Desk, "other")).Reported);

    [Theory]
    [InlineData("<sip:alice@192.0.2.1:5060>;expires=60", null)]
    [InlineData("<sip:alice@192.0.2.1:5060>", "60")]
    public void The_registrar_says_how_long_a_binding_lives(string listed, string? expires)
    {
        var ok = SipBuilder.Response(200, Register(Desk, "desk")).Contact(listed);
        ok = expires is null ? ok : ok.Header("Expires", expires);
        var sensor = Sensor().Send(Alice, Registrar, Register(Desk, "desk")).Send(Registrar, Alice, ok).After(TimeSpan.FromSeconds(61));
        Assert.Empty(sensor.Send(Elsewhere, Registrar, Register(Desk, "other")).Names);
    }

    [Fact]
    public void A_binding_that_its_owner_removed_is_nobodys() => Assert.Empty(
        Accept(Registered(), Alice, Register(Desk + ";expires=0", "desk", cseq: 2)).Send(Elsewhere, Registrar, Register(Desk, "other")).Names);

    [Fact]
    public void A_binding_that_the_registrar_lists_no_more_is_nobodys() => Assert.Empty(
        Accept(Registered(), Alice, Register("<sip:alice@192.0.2.1:5070>", "desk", cseq: 2), "<sip:alice@192.0.2.1:5070>")
            .Send(Elsewhere, Registrar, Register(Desk, "other")).Names);

    [Fact]
    public void A_REGISTER_that_is_refused_binds_nothing()
    {
        var register = Register(Desk, "desk");
        Assert.Empty(Sensor().Send(Alice, Registrar, register).Send(Registrar, Alice, SipBuilder.Response(403, register))
            .Send(Elsewhere, Registrar, Register(Desk, "other")).Names);
    }

    [Fact]
    public void An_answer_from_elsewhere_binds_nothing()
    {
        var register = Register(Desk, "desk");
        Assert.Equal(["origin-response"], Sensor().Send(Alice, Registrar, register).Send(Bob, Alice, SipBuilder.Response(200, register).Contact(Desk))
            .Send(Elsewhere, Registrar, Register(Desk, "other")).Names);
    }

    [Fact]
    public void A_registrar_that_lists_nothing_is_taken_at_the_clients_word() =>
        Assert.Equal(["origin-register"], Accept(Sensor(), Alice, Register(Desk, "desk")).Send(Elsewhere, Registrar, Register(Desk, "other")).Names);

    [Theory]
    [InlineData("<sip:alice@192.168.0.5:5060>")]
    [InlineData("<sip:alice@198.51.100.77:4711>")]
    public void A_Contact_that_was_rewritten_is_guarded_in_both_forms(string taken)
    {
        var sensor = Accept(Sensor(), "198.51.100.77:4711", Register("<sip:alice@192.168.0.5:5060>", "desk"), "<sip:alice@198.51.100.77:4711>");
        Assert.Equal(["origin-register"], sensor.Send(Elsewhere, Registrar, Register(taken, "other")).Names);
    }

    [Fact]
    public void Another_user_is_another_user() =>
        Assert.Empty(Registered().Send(Elsewhere, Registrar, Register(Desk, "other").To("sip:bob@example.com")).Names);

    [Fact]
    public void An_escaped_user_is_the_same_user() => Assert.Equal(
        ["origin-register"], Registered().Send(Elsewhere, Registrar, Register("*", "other").To("sip:%61lice@EXAMPLE.com").Header("Expires", "0")).Names);

    [Fact]
    public void On_every_hop_a_refresh_is_silent()
    {
        var sensor = Sensor();
        for (var cseq = 1; cseq <= 3; cseq++)
        {
            var register = Register(Desk, "desk", cseq);
            var onward = register.PushVia("198.51.100.20:5060", $"z9hG4bK-p{cseq}");
            _ = sensor.Send(Alice, "198.51.100.20:5060", register).Send("198.51.100.20:5060", Registrar, onward)
                .Send(Registrar, "198.51.100.20:5060", SipBuilder.Response(200, onward).Contact(Desk))
                .Send("198.51.100.20:5060", Alice, SipBuilder.Response(200, register).Contact(Desk));
        }

        Assert.Empty(sensor.Names);
        Assert.Equal("expected 192.0.2.1:5060", Assert.Single(sensor.Send(Elsewhere, "198.51.100.20:5060", Register(Desk, "other")).Last).Detail);
    }

    [Fact]
    public void A_takeover_that_is_dropped_changes_nothing()
    {
        var sensor = Registered(inline: true).Send(Elsewhere, Registrar, Register(Desk, "other")).Send(Elsewhere, Registrar, Register(Desk, "other", cseq: 2));
        Assert.Equal(2, sensor.Dropped);
        Assert.Empty(sensor.Send(Alice, Registrar, Register(Desk, "desk", cseq: 2)).Last);
    }

    [Fact]
    public void Who_is_dropped_does_not_own_the_request_that_he_copied_in_advance()
    {
        var refresh = Register(Desk, "desk", cseq: 2);
        var sensor = Accept(Registered(inline: true).Send(Elsewhere, Registrar, refresh), Alice, refresh, Desk);
        Assert.Equal("expected 192.0.2.1:5060", Assert.Single(sensor.Send(Elsewhere, Registrar, Register(Desk, "desk", cseq: 3)).Last).Detail);
    }

    [Fact]
    public void A_takeover_that_passed_makes_its_sender_the_owner()
    {
        var sensor = Accept(Registered(), Elsewhere, Register(Desk, "other"), Desk);
        Assert.Equal("expected 203.0.113.66:5060", Assert.Single(sensor.Send("192.0.2.99:5060", Registrar, Register(Desk, "desk", cseq: 2)).Last).Detail);
    }

    [Theory]
    [InlineData("desk", "<urn:uuid:1>", "203.0.113.66", 3)]
    [InlineData("desk", "<urn:uuid:2>", "203.0.113.66", 1)]
    [InlineData("other", "<urn:uuid:1>", "203.0.113.66", 1)]
    [InlineData("other", "<urn:uuid:1>", "192.0.2.200", 3)]
    [InlineData("desk", "<urn:uuid:1>;expires=0", "203.0.113.66", 1)]
    public void Without_passwords_a_phone_may_move_with_its_Call_ID_and_instance(string callId, string instance, string address, int severity)
    {
        var sensor = Registered(Desk + ";+sip.instance=\"<urn:uuid:1>\"");
        var parts = instance.Split(';', 2);
        var contact = $"<sip:alice@{address}:5060>;+sip.instance=\"{parts[0]}\"" + (parts.Length > 1 ? $";{parts[1]}" : "");
        Assert.Equal((SipIds.Events.Severity)severity, Assert.Single(sensor.Send($"{address}:5060", Registrar, Register(contact, callId, cseq: 2)).Last).Severity);
    }

    [Fact]
    public void A_phone_that_moves_may_remove_where_it_was_before() =>
        Assert.True(Assert.Single(Registered().Send(Elsewhere, Registrar, Register($"{Mobile}, {Desk};expires=0", "desk", cseq: 2)).Last).IsNotice);

    [Fact]
    public void A_binding_that_others_made_of_ones_own_address_does_not_stand_in_ones_way() =>
        Assert.Empty(Accept(Sensor(), Elsewhere, Register(Desk, "evil"), Desk).Send(Alice, Registrar, Register(Desk, "desk")).Names);

    [Fact]
    public void Where_the_registrar_asks_others_for_a_password_a_first_REGISTER_only_asks_for_a_challenge()
    {
        var other = Register("<sip:bob@192.0.2.2>", "bob").To("sip:bob@example.com");
        var sensor = Registered().Send(Bob, Registrar, other).Send(Registrar, Bob, SipBuilder.Response(401, other).Header("WWW-Authenticate", "Digest nonce=\"n1\""));
        var taken = Register(Desk, "other");
        Assert.Empty(sensor.Send(Elsewhere, Registrar, taken).Names);
        Assert.Equal(["origin-register"], sensor.Send(Registrar, Elsewhere, SipBuilder.Response(200, taken).Contact(Desk)).Names);
    }

    [Fact]
    public void Both_sides_of_a_NAT_refresh_without_a_password()
    {
        const string inside = "192.168.1.10:5060";
        const string outside = "198.51.100.7:1027";
        var sensor = Sensor();
        for (var cseq = 1; cseq <= 3; cseq++)
        {
            var register = Register("<sip:alice@192.168.1.10>", "nat", cseq);
            var ok = SipBuilder.Response(200, register).Contact("<sip:alice@192.168.1.10>;expires=3600");
            _ = sensor.Send(inside, Registrar, register).Send(outside, Registrar, register).Send(Registrar, outside, ok).Send(Registrar, inside, ok).After(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(sensor.Names);
        var own = Register("<sip:alice@192.168.1.10>", "nat", cseq: 4);
        Assert.Equal(["origin-register"], sensor.Send(inside, Registrar, own).Send(Elsewhere, Registrar, own.Contact(Mobile).Replace("Call-ID", "nat")).Names);
    }

    [Fact]
    public void A_second_final_response_binds_nothing()
    {
        var ask = Register(Mobile, "evil");
        var sensor = Sensor().Send(Elsewhere, Registrar, ask).Send(Registrar, Elsewhere, SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest nonce=\"n1\""))
            .Send(Registrar, Elsewhere, SipBuilder.Response(200, ask).Contact(Mobile));
        Assert.Empty(sensor.Send(Alice, Registrar, Register(Mobile, "desk")).Names);
    }

    private Tester Registered(string contact = Desk, bool inline = false) => Accept(Sensor(inline: inline), Alice, Register(contact, "desk"), contact);

    private SipBuilder Register(string contact, string callId, int cseq = 1) => SipBuilder.Request("REGISTER", "sip:example.com")
        .From("sip:alice@example.com").To("sip:alice@example.com").CallId(callId).CSeq(cseq).Via(Alice, $"z9hG4bK-r{++_number}").Contact(contact);

    private static Tester Accept(Tester sensor, string source, SipBuilder register, params string[] listed)
    {
        var ok = listed.Aggregate(SipBuilder.Response(200, register), (response, contact) => response.Header("Contact", contact));
        return sensor.Send(source, Registrar, register).Send(Registrar, source, ok);
    }
}
