using SipIds.Events;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class RegisterCredentialsTests
{
    private const string Registrar = Proxy;
    private const string Elsewhere = "203.0.113.66:5060";

    private int _number;

    [Fact]
    public void A_user_who_has_moved_and_answers_the_challenge_is_silent()
    {
        var sensor = Enter(Registered(), Elsewhere, "n2", cseq: 3);
        Assert.Empty(sensor.Names);
        Assert.Equal("expected 203.0.113.66:5060", Assert.Single(sensor.Send(Alice, Registrar, Register(9, "n2", 1)).Last).Detail);
    }

    [Fact]
    public void Credentials_that_are_replayed_from_elsewhere_are_reported() =>
        Assert.Equal(["origin-register"], Registered().Send(Elsewhere, Registrar, Register(3, "n1", 1)).Names);

    [Fact]
    public void Credentials_that_are_made_up_are_reported() =>
        Assert.Equal(["origin-register"], Registered().Send(Elsewhere, Registrar, Register(3, "n0", 1)).Names);

    [Fact]
    public void A_challenge_of_ones_own_does_not_cover_the_credentials_of_another()
    {
        var sensor = Ask(Registered(), Elsewhere, "n2", cseq: 3);
        Assert.Equal(["origin-register"], sensor.Send(Elsewhere, Registrar, Register(4, "n1", 1)).Names);
    }

    [Fact]
    public void Two_lines_of_credentials_have_to_hold_both()
    {
        var sensor = Ask(Registered(), Elsewhere, "n2", cseq: 3);
        Assert.Equal(["origin-register"], sensor.Send(Elsewhere, Registrar, Register(4, "n2", 1).Header("Authorization", Digest("n1", 1))).Names);
    }

    [Fact]
    public void Two_nonces_in_one_line_are_none() => Assert.Single(Ask(Accept(Sensor(), Alice, Register(1)), Elsewhere, "n2", cseq: 2)
        .Send(Elsewhere, Registrar, Register(3).Header("Authorization", Digest("n2", 1) + ", nonce=\"n1\"")).Last);

    [Fact]
    public void A_nonce_that_the_registrar_gave_to_others_too_lets_nobody_repeat_what_its_owner_said()
    {
        var sensor = Ask(Accept(Ask(Sensor(), Alice, "n1", cseq: 1), Alice, Register(2, "n1", 1)), Elsewhere, "n1", cseq: 3);
        var removal = Register(4, "n1", 1).Contact("<sip:alice@192.0.2.1>;expires=0");
        Assert.Equal(Severity.High, Assert.Single(sensor.Send(Elsewhere, Registrar, removal).Last).Severity);
    }

    [Fact]
    public void A_phone_that_moved_and_got_the_same_nonce_again_is_noticed()
    {
        var sensor = Ask(Accept(Ask(Sensor(), Alice, "n1", cseq: 1), Alice, Register(2, "n1", 1)), Elsewhere, "n1", cseq: 3);
        Assert.Equal(Severity.Low, Assert.Single(sensor.Send(Elsewhere, Registrar, Register(4, "n1", 1)).Last).Severity);
    }

    [Fact]
    public void A_phone_that_moved_and_answers_the_same_nonce_anew_is_silent()
    {
        var sensor = Ask(Accept(Ask(Sensor(), Alice, "n1", cseq: 1), Alice, Register(2, "n1", 1)), Elsewhere, "n1", cseq: 3);
        Assert.Empty(sensor.Send(Elsewhere, Registrar, Register(4).Header("Authorization", Digest("n1", 1, response: "8ca523f5e9506fed4657c9700eebdbec"))).Names);
    }

    [Theory]
    [InlineData("6629FAE49393a05397450978507c4ef1")]
    [InlineData("6629fae49393a05397450978507c4ef1 ")]
    [InlineData("\\6629fae49393a05397450978507c4ef1")]
    [InlineData("")]
    public void An_owners_answer_written_differently_is_not_anothers(string response)
    {
        var sensor = Ask(Accept(Ask(Sensor(), Alice, "n1", cseq: 1), Alice, Register(2, "n1", 1)), Elsewhere, "n1", cseq: 3);
        Assert.Single(sensor.Send(Elsewhere, Registrar, Register(4).Header("Authorization", Digest("n1", 1, response))).Last);
    }

    [Fact]
    public void A_phone_that_goes_on_counting_its_nonce_elsewhere_is_silent() =>
        Assert.Empty(Registered().Send(Elsewhere, Registrar, Register(3, "n1", 2)).Names);

    [Fact]
    public void A_nonce_that_the_registrar_gave_in_advance_may_be_used_elsewhere()
    {
        var register = Register(3, "n1", 2);
        var sensor = Registered().Send(Alice, Registrar, register)
            .Send(Registrar, Alice, SipBuilder.Response(200, register).Contact("<sip:alice@192.0.2.1>").Header("Authentication-Info", "nextnonce=\"n2\", qop=auth"));
        Assert.Empty(sensor.Send(Elsewhere, Registrar, Register(4, "n2", 1)).Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Digest username=\"alice@example.com\", realm=\"example.com\", nonce=\"\", uri=\"sip:example.com\", response=\"\"")]
    public void Who_only_asks_for_a_challenge_is_silent_where_passwords_are_asked_for(string credentials)
    {
        var register = credentials.Length == 0 ? Register(3) : Register(3).Header("Authorization", credentials);
        Assert.Empty(Registered().Send(Elsewhere, Registrar, register).Names);
    }

    [Theory]
    [InlineData("<sip:alice@192.0.2.1>;expires=0")]
    [InlineData("*")]
    public void Who_asks_to_remove_a_binding_and_shows_no_password_yet_is_noticed_and_passes(string contact)
    {
        var sensor = Enter(Sensor(inline: true), Alice, "n1", cseq: 1);
        var reported = Assert.Single(sensor.Send(Elsewhere, Registrar, Register(3).Replace("Contact", contact).Header("Expires", "0")).Last);
        Assert.Equal((5003, Severity.Low, "expected 192.0.2.1:5060"), (reported.Sid, reported.Severity, reported.Detail));
        Assert.Equal(0, sensor.Dropped);
    }

    [Fact]
    public void A_registrar_that_accepts_a_takeover_without_a_password_is_reported()
    {
        var register = Register(3);
        var sensor = Registered().Send(Elsewhere, Registrar, register);
        Assert.Empty(sensor.Names);
        var reported = Assert.Single(sensor.Send(Registrar, Elsewhere, SipBuilder.Response(200, register)).Last);
        Assert.Equal((5003, Severity.High, "expected 192.0.2.1:5060"), (reported.Sid, reported.Severity, reported.Detail));
    }

    [Fact]
    public void A_registrar_that_lets_its_own_client_refresh_without_a_password_is_silent() =>
        Assert.Empty(Accept(Registered(), Alice, Register(3)).Names);

    [Theory]
    [InlineData("")]
    [InlineData("Digest username=\"alice\", realm=\"x\", nonce=\"\", uri=\"sip:example.com\", response=\"\"")]
    [InlineData("Digest username=\"alice\", realm=\"x\", nonce=\"made up\", uri=\"sip:example.com\", response=\"0\"")]
    [InlineData("Basic YWxpY2U6c2VjcmV0")]
    public void Where_none_are_asked_for_a_takeover_is_reported_whatever_it_carries(string credentials)
    {
        var register = credentials.Length == 0 ? Register(2) : Register(2).Header("Authorization", credentials);
        Assert.Equal(["origin-register"], Accept(Sensor(), Alice, Register(1)).Send(Elsewhere, Registrar, register).Names);
    }

    [Fact]
    public void A_proxy_may_be_the_one_that_asks()
    {
        var ask = Register(3);
        var answer = Register(4).Header("Proxy-Authorization", Digest("n2", 1));
        Assert.Empty(Registered().Send(Elsewhere, Registrar, ask)
            .Send(Registrar, Elsewhere, SipBuilder.Response(407, ask).Header("Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n2\"")).Send(Elsewhere, Registrar, answer).Names);
    }

    [Fact]
    public void A_challenge_is_good_for_five_minutes()
    {
        var sensor = Ask(Registered(), Elsewhere, "n2", cseq: 3).After(TimeSpan.FromMinutes(5));
        Assert.Equal(["origin-register"], sensor.Send(Elsewhere, Registrar, Register(4, "n2", 1)).Names);
    }

    [Fact]
    public void A_challenge_from_where_the_REGISTER_did_not_go_is_none()
    {
        var ask = Register(3);
        var sensor = Registered().Send(Elsewhere, Registrar, ask).Send(Mallory, Elsewhere, Challenge(ask, "n1"));
        Assert.Equal(1, sensor.Send(Elsewhere, Registrar, Register(4, "n1", 1)).Count("origin-register"));
    }

    [Fact]
    public void Two_devices_with_one_private_Contact_take_turns()
    {
        var sensor = Enter(Registered(), Elsewhere, "n2", cseq: 3);
        sensor = Accept(sensor.After(TimeSpan.FromMinutes(20)), Alice, Register(4, "n1", 2));
        Assert.Empty(Accept(sensor.After(TimeSpan.FromMinutes(20)), Elsewhere, Register(5, "n2", 2)).Names);
    }

    [Theory]
    [InlineData("<sip:alice@192.0.2.1>", true)]
    [InlineData("<sip:alice@192.0.2.1>;expires=0", false)]
    public void Without_qop_a_phone_that_moves_says_what_it_said_before(string contact, bool isNotice)
    {
        const string answer = "Digest username=\"alice\", realm=\"example.com\", nonce=\"n1\", uri=\"sip:example.com\", response=\"0\"";
        var sensor = Accept(Ask(Sensor(), Alice, "n1", cseq: 1), Alice, Register(2).Header("Authorization", answer));
        Assert.Equal(isNotice, Assert.Single(sensor.Send(Elsewhere, Registrar, Register(3).Contact(contact).Header("Authorization", answer)).Last).IsNotice);
    }

    private Tester Registered() => Enter(Sensor(), Alice, "n1", cseq: 1);

    private Tester Enter(Tester sensor, string source, string nonce, int cseq) => Accept(Ask(sensor, source, nonce, cseq), source, Register(cseq + 1, nonce, 1));

    private Tester Ask(Tester sensor, string source, string nonce, int cseq)
    {
        var ask = Register(cseq);
        return sensor.Send(source, Registrar, ask).Send(Registrar, source, Challenge(ask, nonce));
    }

    private static Tester Accept(Tester sensor, string source, SipBuilder register) =>
        sensor.Send(source, Registrar, register).Send(Registrar, source, SipBuilder.Response(200, register).Contact("<sip:alice@192.0.2.1>;expires=3600"));

    private static SipBuilder Challenge(SipBuilder register, string nonce) =>
        SipBuilder.Response(401, register).Header("WWW-Authenticate", $"Digest realm=\"example.com\", nonce=\"{nonce}\", qop=\"auth\"");

    private SipBuilder Register(int cseq) => SipBuilder.Request("REGISTER", "sip:example.com")
        .From("sip:alice@example.com").To("sip:alice@example.com").CallId("desk").CSeq(cseq).Via(Alice, $"z9hG4bK-c{++_number}").Contact("<sip:alice@192.0.2.1>");

    private SipBuilder Register(int cseq, string nonce, int count) => Register(cseq).Header("Authorization", Digest(nonce, count));

    private static string Digest(string nonce, int count, string response = "6629fae49393a05397450978507c4ef1") =>
        $"Digest username=\"alice\", realm=\"example.com\", nonce=\"{nonce}\", uri=\"sip:example.com\", response=\"{response}\", cnonce=\"0a4f113b\", nc={count:x8}, qop=auth";
}
