using SipIds.Events;
using SipIds.Options;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

/// <summary>What is asked for outside a dialog: Bob's phone registers at the registrar, and Mallory and others let it call, or speak in Bob's name.</summary>
public sealed class OutsideTests
{
    private const string Registrar = "198.51.100.20:5060";
    private const string Partner = "198.51.100.21:5060";
    private const string Password = "Digest username=\"eve\", realm=\"example.com\", nonce=\"n1\", uri=\"sip:bob@example.com\", response=\"0\"";

    [Fact]
    public void A_stranger_that_refers_a_phone_is_reported()
    {
        var reported = Assert.Single(Sensor().Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2:5060")).Last);
        Assert.Equal((5010, Severity.Medium, "sip:+882999123@example.com"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Theory]
    [InlineData("sip:bob@192.0.2.2")]
    [InlineData("sip:bob@10.0.0.7:5060")]
    public void A_name_in_From_gives_no_standing(string uri) =>
        Assert.Equal(["origin-refer-stranger"], Registered().Send(Mallory, Bob, ReferTo(uri).From("sip:bob@example.com", "e1")).Names);

    [Fact]
    public void The_registrar_of_a_phone_may_refer_it() => Assert.Empty(Registered().Send(Registrar, Bob, ReferTo("sip:bob@192.0.2.2")).Names);

    [Fact]
    public void The_registrars_partner_is_noticed() => Assert.Equal(Severity.Low, Assert.Single(Registered().Send(Partner, Bob, ReferTo("sip:bob@192.0.2.2")).Last).Severity);

    [Fact]
    public void The_server_that_a_phone_calls_by_may_refer_it()
    {
        var invite = Invite.Via(Bob, "z9hG4bK-i7");
        Assert.Empty(Sensor().Send(Bob, Proxy, invite).Send(Proxy, Bob, SipBuilder.Response(200, invite)).Send(Proxy, Bob, ReferTo("sip:bob@192.0.2.2")).Names);
    }

    [Fact]
    public void Whom_the_phone_was_called_by_is_no_server_of_its() =>
        Assert.Equal(["origin-refer-stranger"], Sensor().Talk(alice: Mallory).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2").CallId("other")).Names);

    [Fact]
    public void A_peer_may_refer_anybody() => Assert.Empty(Sensor(Peering("203.0.113.66")).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2")).Names);

    [Fact]
    public void A_proxy_of_ours_may_refer_anybody() => Assert.Empty(Sensor(Behind("203.0.113.66")).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2")).Names);

    [Fact]
    public void Who_proved_a_password_may_refer_anybody() => Assert.Empty(Proved(Registered(), Mallory).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2")).Names);

    [Fact]
    public void While_the_sensor_is_new_a_stranger_is_noticed()
    {
        var services = new PreprocessorServices(new PipelineOptions { StandingGrace = TimeSpan.FromHours(2) }, KeyHasher.CreateFixed());
        Assert.Equal(Severity.Low, Assert.Single(Sensor(services).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2")).Last).Severity);
    }

    [Theory]
    [InlineData("sip:bob@example.com", "sip:alice@example.com")]
    [InlineData("sip:conference@198.51.100.10", "sip:alice@198.51.100.10")]
    public void A_server_is_asked_by_its_domain_and_asks_for_a_password(string uri, string from)
    {
        var refer = ReferTo(uri).From(from, "e1");
        Assert.Empty(Sensor().Send(Mallory, Proxy, refer).Send(Proxy, Mallory, SipBuilder.Response(407, refer)).Names);
    }

    [Fact]
    public void A_server_that_obeys_a_stranger_is_reported()
    {
        var refer = ReferTo("sip:bob@example.com");
        var reported = Assert.Single(Sensor().Send(Mallory, Proxy, refer).Send(Proxy, Mallory, SipBuilder.Response(202, refer)).Events);
        Assert.Equal((5010, "accepted"), (reported.Sid, reported.Detail));
    }

    [Fact]
    public void A_server_that_obeys_a_password_is_silent()
    {
        var refer = ReferTo("sip:bob@example.com").Header("Proxy-Authorization", Password);
        Assert.Empty(Sensor().Send(Mallory, Proxy, refer).Send(Proxy, Mallory, SipBuilder.Response(202, refer)).Names);
    }

    [Fact]
    public void A_party_of_a_conference_may_refer_its_server()
    {
        var refer = ReferTo("sip:conference@example.com").CallId("other");
        Assert.Empty(Sensor().Talk(alice: Mallory, bob: Proxy).Send(Mallory, Proxy, refer).Send(Proxy, Mallory, SipBuilder.Response(202, refer)).Names);
    }

    [Theory]
    [InlineData("sip:bob@192.0.2.2:5060")]
    [InlineData("sip:bob@example.com")]
    public void A_To_tag_of_no_dialog_gives_no_standing(string uri)
    {
        var refer = ReferTo(uri).To("sip:bob@example.com", "made-up");
        Assert.Equal("origin-refer-stranger", Sensor().Send(Mallory, Bob, refer).Send(Bob, Mallory, SipBuilder.Response(202, refer)).Names[0]);
    }

    [Fact]
    public void Who_is_on_the_line_may_transfer() => Assert.Empty(Sensor().Talk().Send(Alice, Bob, Refer).Send(Bob, Alice, SipBuilder.Response(202, Refer)).Names);

    [Fact]
    public void A_call_that_began_before_the_capture_may_be_transferred() =>
        Assert.Empty(Sensor(JustBegun()).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2:5060").To("sip:bob@example.com", "b")).Names);

    [Fact]
    public void A_further_hop_is_the_first_ones()
    {
        var refer = ReferTo("sip:bob@example.com");
        Assert.Empty(Sensor().Send(Mallory, Proxy, refer).Send(Proxy, Bob, refer.StartLine("REFER sip:bob@192.0.2.2 SIP/2.0").PushVia(Proxy, "z9hG4bK-p2")).Names);
    }

    [Fact]
    public void A_stranger_that_speaks_in_a_users_name_is_reported()
    {
        var reported = Assert.Single(Registered().Send(Mallory, Bob, Said("NOTIFY")).Last);
        Assert.Equal((5011, Severity.Medium, "sip:bob@example.com"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Fact]
    public void A_server_that_lets_a_stranger_publish_is_reported()
    {
        var reported = Assert.Single(Published(Registered(), Said("PUBLISH")).Events);
        Assert.Equal((5011, Severity.Medium, "sip:bob@example.com"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Fact]
    public void Who_publishes_from_a_second_address_is_asked_for_a_password()
    {
        var bare = Said("PUBLISH");
        var sensor = Registered().Send(Mallory, Registrar, bare).Send(Registrar, Mallory, SipBuilder.Response(401, bare));
        Assert.Empty(Published(sensor, Said("PUBLISH").CSeq(2).Via(Mallory, "z9hG4bK-p2").Header("Authorization", Password)).Names);
    }

    [Fact]
    public void A_To_tag_hides_no_PUBLISH() => Assert.Equal(["origin-publish"], Published(Registered(), Said("PUBLISH").To("sip:bob@example.com", "t1")).Names);

    [Fact]
    public void A_stranger_that_lights_a_users_lamp_is_reported() => Assert.Equal(["origin-publish"], Registered().Send(Mallory, Bob, Said("NOTIFY").From("sip:voicemail@example.com", "v1")).Names);

    [Theory]
    [InlineData("PUBLISH")]
    [InlineData("NOTIFY")]
    public void Of_whom_nobody_knows_anything_may_be_said(string method) =>
        Assert.Empty(Published(Registered(), Said(method).From("sip:nobody@example.com", "n1").To("sip:nobody@example.com")).Names);

    [Theory]
    [InlineData(Bob, "PUBLISH")]
    [InlineData("192.0.2.2:61000", "PUBLISH")]
    [InlineData(Bob, "NOTIFY")]
    public void A_user_speaks_of_himself(string source, string method) => Assert.Empty(Published(Registered(), Said(method).Via(source, "z9hG4bK-p7"), source).Names);

    [Fact]
    public void The_registrar_says_what_it_likes() => Assert.Empty(Registered().Send(Registrar, Bob, Said("NOTIFY").Header("Event", "check-sync")).Names);

    [Fact]
    public void Who_proved_a_password_publishes_for_others() => Assert.Empty(Published(Proved(Registered(), Mallory), Said("PUBLISH")).Names);

    [Fact]
    public void A_NOTIFY_of_a_subscription_is_asked_for() => Assert.Empty(Registered().Send(Mallory, Bob, Said("NOTIFY").To("sip:bob@example.com", "t1")).Names);

    [Fact]
    public void A_user_who_left_is_forgotten() => Assert.Empty(Published(Registered().After(TimeSpan.FromHours(2)), Said("PUBLISH")).Names);

    [Fact]
    public void Both_are_alerts_and_cut_nobody()
    {
        var sensor = Published(Registered(Sensor(inline: true)).Send(Mallory, Bob, ReferTo("sip:bob@192.0.2.2")), Said("PUBLISH"));
        Assert.Equal((2, 0), (sensor.Reported, sensor.Dropped));
    }

    private static SipBuilder ReferTo(string uri) => SipBuilder.Request("REFER", uri).From("sip:boss@example.com", "e1").To("sip:bob@example.com")
        .CallId("refer@203.0.113.66").Via(Mallory, "z9hG4bK-r1").Header("Refer-To", "<sip:+882999123@example.com>");

    private static SipBuilder Said(string method) => SipBuilder.Request(method, "sip:bob@example.com").From("sip:bob@example.com", "p1").To("sip:bob@example.com")
        .CallId("said@203.0.113.66").Via(Mallory, "z9hG4bK-p1").Header("Event", "presence");

    private static Tester Published(Tester sensor, SipBuilder publish, string source = Mallory) =>
        sensor.Send(source, Registrar, publish).Send(Registrar, source, SipBuilder.Response(200, publish));

    private static Tester Registered(Tester? sensor = null)
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:bob@example.com", "g1").To("sip:bob@example.com").CallId("register").Via(Bob, "z9hG4bK-g1").Contact("<sip:bob@192.0.2.2>");
        return (sensor ?? Sensor()).Send(Bob, Registrar, register).Send(Registrar, Bob, SipBuilder.Response(200, register).Contact("<sip:bob@192.0.2.2>;expires=3600")).After(TimeSpan.FromSeconds(1));
    }

    private static Tester Proved(Tester sensor, string source)
    {
        var ask = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:eve@example.com").To("sip:eve@example.com").CallId("r1").Via(source, "z9hG4bK-r8").Contact("<sip:eve@203.0.113.66>");
        var register = ask.Via(source, "z9hG4bK-r9").CSeq(2).Header("Authorization", "Digest username=\"eve\", realm=\"example.com\", nonce=\"n1-0123456789\", uri=\"sip:example.com\", response=\"0\"");
        var challenge = SipBuilder.Response(401, ask).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1-0123456789\"");
        return sensor.Send(source, Registrar, ask).Send(Registrar, source, challenge)
            .Send(source, Registrar, register).Send(Registrar, source, SipBuilder.Response(200, register).Contact("<sip:eve@203.0.113.66>;expires=3600")).After(TimeSpan.FromSeconds(1));
    }
}
