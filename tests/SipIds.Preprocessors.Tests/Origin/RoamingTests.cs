using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;
using Tester = SipIds.Testing.PreprocessorTester<SipIds.Preprocessors.Origin.OriginPreprocessor, SipIds.Preprocessors.Origin.OriginOptions>;

namespace SipIds.Preprocessors.Tests.Origin;

/// <summary>A phone that leaves one network for another goes on with what it has: its nonce, its registration, its calls.</summary>
public sealed class RoamingTests
{
    private const string Elsewhere = "203.0.113.66:5060";

    [Fact]
    public void The_nonce_of_a_call_is_as_good_as_that_of_the_registration() =>
        Assert.Empty(AfterCall(count: 1).Send(Elsewhere, Proxy, Register(3, Digest("n2", 2))).Names);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Its_nonce_with_a_count_that_was_used_is_somebody_elses(int count) =>
        Assert.Equal(["origin-register"], AfterCall(count: 1).Send(Elsewhere, Proxy, Register(3, Digest("n2", count))).Names);

    [Fact]
    public void What_the_phone_said_in_vain_is_not_to_be_said_by_others()
    {
        var stale = Register(3, Digest("n2", 2));
        var sensor = AfterCall(count: 1).Send(Alice, Proxy, stale).Send(Proxy, Alice, SipBuilder.Response(401, stale).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n3\", stale=true"));
        Assert.Equal(["origin-register"], Accept(sensor, Alice, Register(4, Digest("n3", 1))).Send(Elsewhere, Proxy, Register(5, Digest("n2", 2))).Names);
    }

    [Fact]
    public void Without_a_count_it_is_noticed_and_passes() =>
        Assert.True(Assert.Single(AfterCall(count: 0).Send(Elsewhere, Proxy, Register(3, Digest("n2", 0))).Last).IsNotice);

    [Fact]
    public void A_nonce_that_was_accepted_for_another_user_is_no_proof() =>
        Assert.Equal(["origin-register"], AfterCall(count: 0, user: "carol").Send(Elsewhere, Proxy, Register(3, Digest("n2", 0))).Names);

    [Theory]
    [InlineData("moves@192.0.2.1", true)]
    [InlineData("another@203.0.113.66", false)]
    public void A_call_goes_on_from_where_its_registration_has_moved_to(string callId, bool isNotice)
    {
        var again = Register(3).CallId(callId).Contact("<sip:alice@203.0.113.66>");
        var sensor = Accept(Sensor(), Alice, Register(1)).Talk().Send(Elsewhere, Proxy, again).Send(Proxy, Elsewhere, SipBuilder.Response(200, again).Contact("<sip:alice@203.0.113.66>;expires=3600"));
        Assert.Equal(isNotice, Assert.Single(sensor.Send(Elsewhere, Bob, InCall("BYE")).Last, found => found.Sid == 5004).IsNotice);
    }

    // Registered with one nonce, and then given another for a call.
    private static Tester AfterCall(int count, string user = "alice")
    {
        var (first, call) = (Register(1), SipBuilder.Request("INVITE").From($"sip:{user}@example.com").CallId("call").Via(Alice, "z9hG4bK-first"));
        var sensor = Sensor().Send(Alice, Proxy, first).Send(Proxy, Alice, SipBuilder.Response(401, first).Header("WWW-Authenticate", "Digest realm=\"example.com\", nonce=\"n1\""));
        sensor = Accept(sensor, Alice, Register(2, Digest("n1", 1)));
        var answer = SipBuilder.Request("INVITE").From($"sip:{user}@example.com").CallId("call").CSeq(2).Via(Alice, "z9hG4bK-second").Header("Proxy-Authorization", Digest("n2", count, user));
        return sensor.Send(Alice, Proxy, call)
            .Send(Proxy, Alice, SipBuilder.Response(407, call).Header("Proxy-Authenticate", "Digest realm=\"example.com\", nonce=\"n2\""))
            .Send(Alice, Proxy, answer).Send(Proxy, Alice, SipBuilder.Response(180, answer));
    }

    private static Tester Accept(Tester sensor, string source, SipBuilder register) =>
        sensor.Send(source, Proxy, register).Send(Proxy, source, SipBuilder.Response(200, register).Contact("<sip:alice@192.0.2.1>;expires=3600"));

    private static SipBuilder Register(int cseq, string? credentials = null)
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").From("sip:alice@example.com").To("sip:alice@example.com")
            .CallId("moves@192.0.2.1").CSeq(cseq).Via(Alice, $"z9hG4bK-register-{cseq}").Contact("<sip:alice@192.0.2.1>");
        return credentials is null ? register : register.Header("Authorization", credentials);
    }

    private static string Digest(string nonce, int count, string user = "alice") =>
        $"Digest username=\"{user}\", realm=\"example.com\", nonce=\"{nonce}\", uri=\"sip:example.com\", response=\"{count:x32}\"" + (count > 0 ? $", cnonce=\"c\", nc={count:x8}, qop=auth" : "");
}
