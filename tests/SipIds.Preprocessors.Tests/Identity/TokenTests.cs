using System.Buffers.Text;
using System.Globalization;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessors.Identity;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Identity;

/// <summary>+12025550100 calls +15551112222 with a PASSporT of the moment.</summary>
public sealed class TokenTests
{
    private const string Url = "https://cr.example/c.pem";
    private const string Caller = "sip:+12025550100@example.com";
    private const string Callee = "sip:+15551112222@example.com";
    private const string Header = """{"alg":"ES256","ppt":"shaken","typ":"passport","x5u":"https://cr.example/c.pem"}""";

    private readonly PreprocessorTester<IdentityPreprocessor, IdentityOptions> _tester = new();

    private static string Orig => """{"tn":"12025550100"}""";

    private static string Dest => """{"tn":["15551112222"]}""";

    [Fact]
    public void A_PASSporT_of_the_call_is_silent() => Assert.Empty(Said(Call(Header, Claims())));

    [Theory]
    [InlineData("""{"alg":"none","x5u":"https://cr.example/c.pem"}""", "alg none")]
    [InlineData("""{"alg":"es256"}""", "alg es256")]
    [InlineData("""{"alg":"RS256"}""", "alg RS256")]
    [InlineData("""{"typ":"passport"}""", "alg is missing")]
    [InlineData("{}", "alg is missing")]
    public void Another_algorithm_than_ES256_is_reported(string header, string detail) => Assert.Equal([detail], Said(Call(header, Claims())));

    [Theory]
    [InlineData("shaken")]
    [InlineData("div")]
    [InlineData("rph")]
    [InlineData("rcd")]
    public void Every_extension_is_accepted(string extension) => Assert.Empty(Said(Call($$"""{ "alg" : "ES256", "ppt" : "{{extension}}" }""", Claims())));

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(60, 0)]
    [InlineData(-61, 1)]
    [InlineData(61, 1)]
    [InlineData(-300_000_000, 1)]
    public void A_PASSporT_is_fresh_for_a_minute(int seconds, int reported) => Assert.Equal(reported, Said(Call(Header, Claims(seconds))).Count);

    [Fact]
    public void An_iat_that_stands_twice_is_reported() =>
        Assert.Equal(["iat stands twice"], Said(Call(Header, "{\"iat\":1," + Claims()[1..])));

    [Fact]
    public void How_old_it_is_stands_in_the_alert() => Assert.Equal(["iat is 3600 s old"], Said(Call(Header, Claims(-3600))));

    [Fact]
    public void The_setting_says_what_is_fresh() =>
        Assert.Empty(new PreprocessorTester<IdentityPreprocessor, IdentityOptions>(new() { Freshness = TimeSpan.FromHours(1) }).See(Call(Header, Claims(-3600))).Names);

    [Fact]
    public void A_call_that_rings_one_phone_after_another_keeps_its_PASSporT()
    {
        var call = Call(Header, Claims());
        Assert.Empty(_tester.From("192.0.2.1:5060").To("192.0.2.9:5060").See(call).After(TimeSpan.FromSeconds(90))
            .From("192.0.2.9:5060").To("192.0.2.22:5060").See(call.PushVia("192.0.2.9:5060", "z9hG4bK-p2")).Names);
    }

    [Theory]
    [InlineData("sip:+12025550100@example.com")]
    [InlineData("sip:12025550100@192.0.2.1;user=phone")]
    [InlineData("sip:2025550100@example.com")]
    [InlineData("sip:0012025550100@example.com")]
    [InlineData("sip:01112025550100@example.com")]
    [InlineData("sip:%2B12025550100@example.com")]
    [InlineData("tel:+1-202-555-0100;ext=5")]
    [InlineData("sip:alice@example.com")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("sip:101@example.com")]
    public void Orig_is_the_caller_in_whatever_form(string from) => Assert.Empty(Said(Call(Header, Claims()).From(from)));

    [Theory]
    [InlineData("sip:+19998887777@example.com")]
    [InlineData("sip:9998887777@example.com")]
    [InlineData("tel:+12025550101")]
    public void Another_caller_has_pasted_it(string from) =>
        Assert.Equal(["""orig is not the caller: {"tn":"12025550100"}"""], Said(Call(Header, Claims()).From(from)));

    [Fact]
    public void Orig_may_be_what_a_proxy_asserts() =>
        Assert.Empty(Said(Call(Header, Claims()).From("sip:+19998887777@example.com").Header("P-Asserted-Identity", "<sip:+12025550100@example.com>, <tel:+12025550100>")));

    [Fact]
    public void Who_is_asserted_and_another_is_reported() =>
        Assert.Single(Said(Call(Header, Claims()).From("sip:anonymous@anonymous.invalid").Header("P-Asserted-Identity", "<sip:+19998887777@example.com>")));

    [Theory]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:alice@example.com", 0)]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:alice@pbx.example.com", 0)]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:alice@192.0.2.1", 0)]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:alice@example.org", 1)]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:mallory@example.com", 1)]
    [InlineData("""{"uri":"sip:+12025550100@example.com"}""", "sip:2025550100@example.org", 0)]
    [InlineData("""{"uri":"sip:alice@example.com"}""", "sip:anonymous@anonymous.invalid", 0)]
    public void Orig_may_be_a_URI(string orig, string from, int reported) => Assert.Equal(reported, Said(Call(Header, Claims(orig: orig)).From(from)).Count);

    [Theory]
    [InlineData("sip:+15551112222@example.com", "sip:+15551112222@example.com")]
    [InlineData("sip:+15551112222@example.com", "sip:x7@192.0.2.22:5060")]
    [InlineData("sip:bob@example.com", "sip:+15551112222;npdi;rn=+15559990000@example.com")]
    [InlineData("sip:101@example.com", "sip:101@192.0.2.22")]
    public void Dest_is_To_or_the_Request_URI(string to, string uri) => Assert.Empty(Said(Call(Header, Claims(), uri).To(to)));

    [Fact]
    public void Another_callee_is_reported() => Assert.Equal(
        ["""dest is not the callee: {"tn":["15551112222"]}"""], Said(Call(Header, Claims(), "sip:+15550000000@example.com").To("sip:+15550000000@example.com")));

    [Fact]
    public void One_of_several_destinations_is_enough() => Assert.Empty(Said(Call(Header, Claims(dest: """{"uri":["sip:carol@example.com"],"tn":["15550009999", "15551112222"]}"""))));

    [Theory]
    [InlineData("Diversion", "<sip:+15551112222@example.com>;reason=unconditional")]
    [InlineData("History-Info", "<sip:+15551112222@example.com>;index=1")]
    [InlineData("Identity", "..c2ln;info=<https://cr.example/c.pem>;ppt=div")]
    public void A_diverted_call_has_gone_elsewhere(string header, string value) =>
        Assert.Empty(Said(Call(Header, Claims(), "sip:+15550000000@example.com").To("sip:+15550000000@example.com").Header(header, value)));

    [Fact]
    public void A_diverted_call_has_its_caller_still() => Assert.Single(Said(Call("""{"alg":"ES256","ppt":"div"}""", Claims()).From("sip:+19998887777@example.com")));

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http:\\/\\/169.254.169.254\\/latest\\/meta-data\\/")]
    [InlineData("http://\\u0031\\u00369.254.169.254/latest/meta-data/")]
    public void The_URL_in_the_token_is_judged_as_that_beside_it(string url) =>
        Assert.Equal(["identity-token", "identity-url-unsafe"], _tester.See(Call($$"""{"alg":"ES256","x5u":"{{url}}"}""", Claims())).Names);

    [Fact]
    public void The_last_of_two_URLs_in_the_token_is_judged() =>
        Assert.Equal(1, _tester.See(Call("""{"alg":"ES256","x5u":"https://cr.example/c.pem","x\u0035u":"http://10.0.0.1/"}""", Claims())).Count("identity-url-unsafe"));

    [Fact]
    public void URLs_in_tokens_are_counted()
    {
        var tester = new PreprocessorTester<IdentityPreprocessor, IdentityOptions>(new() { IdentityUrls = 5 });
        tester.See(number => Call($$"""{"alg":"ES256","x5u":"https://victim.example/{{number}}"}""", Claims()).Number(number), times: 6);
        Assert.Equal(1, tester.Count("identity-reflection"));
    }

    [Theory]
    [InlineData("..c2ln;info=<https://cr.example/c.pem>;alg=ES256", 0)]
    [InlineData("..c2ln;info=<https://cr.example/c.pem>", 0)]
    [InlineData("..c2ln;info=<https://cr.example/c.pem>;alg=none", 1)]
    public void The_compact_form_says_nothing_but_its_algorithm(string value, int reported) =>
        Assert.Equal(reported, Said(SipBuilder.Request("INVITE").Header("Identity", value)).Count);

    [Theory]
    [InlineData("e30.c2ln")]
    [InlineData("a.b.c")]
    [InlineData("e30..c2ln")]
    [InlineData(".e30.c2ln")]
    [InlineData("!!!.???.c2ln")]
    [InlineData("W10.e30.")]
    public void A_header_that_cannot_be_read_has_no_algorithm(string token) =>
        Assert.Equal(["alg is missing"], Said(SipBuilder.Request("INVITE").Header("Identity", $"{token};info=<{Url}>")));

    [Theory]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJ9.c2ln")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..c2ln")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.W10.c2ln.c2ln")]
    public void Claims_that_cannot_be_read_are_noticed(string token)
    {
        Assert.Equal(["claims that cannot be read"], Said(SipBuilder.Request("INVITE").Header("Identity", $"{token};info=<{Url}>")));
        Assert.Equal(Severity.Low, _tester.Last[0].Severity);
    }

    [Theory]
    [InlineData("""{"orig":{"tn":"12025550100"},"dest":{"tn":["15551112222"]}}""", "no iat")]
    [InlineData("""{"iat":1767225600,"dest":{"tn":["15551112222"]}}""", "no orig")]
    [InlineData("""{"iat":1767225600.5,"orig":{"tn":"12025550100"}}""", "no dest")]
    public void A_claim_that_is_missing_is_noticed(string claims, string detail)
    {
        Assert.Equal([detail], Said(Call(Header, claims)));
        Assert.Equal(Severity.Low, _tester.Last[0].Severity);
    }

    [Fact]
    public void Plain_base64_and_padding_are_read_too()
    {
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes(Header)) + "." + Convert.ToBase64String(Encoding.UTF8.GetBytes(Claims(-999))) + ".c2ln";
        Assert.Equal(["iat is 999 s old"], Said(Request(Callee).Header("Identity", $"\"{token}\";info=<{Url}>")));
    }

    [Fact]
    public void Each_of_several_tokens_is_judged() => Assert.Single(Said(Call(Header, Claims()).Header("Identity", Value("""{"alg":"none"}""", Claims()))));

    [Fact]
    public void Inside_a_dialog_the_parties_are_not_compared() =>
        Assert.Empty(Said(Call(Header, Claims(-3600)).From("sip:bob@example.com", "b1").To("sip:+19998887777@example.com", "a1")));

    [Fact]
    public void It_is_an_alert() => Assert.Equal((Severity.Medium, EventAction.Alert), (TokenEvent.Severity, TokenEvent.Action));

    [Fact]
    public void Deep_and_long_JSON_takes_no_time_out_of_proportion()
    {
        var claims = "{\"iat\":1767225600,\"orig\":" + new string('[', 2000) + ",\"dest\":{\"tn\":[" + string.Join(',', Enumerable.Repeat("\"1\"", 900)) + "]}}";
        Assert.Equal(["claims that cannot be read"], Said(Call(Header, claims)));
        Assert.Equal(["claims that cannot be read", "claims that cannot be read"], Said(Call(Header, Claims(orig: $"\"{new string('x', 9000)}\"")).Number(2)));
    }

    private static EventDescriptor TokenEvent => IdentityPreprocessor.Info.Events.Single(descriptor => descriptor.Sid == 7005);

    private IReadOnlyList<string> Said(SipBuilder request) =>
        [.. _tester.See(request).Events.Where(reported => reported.Sid == 7005).Select(reported => reported.Detail)];

    private static string Claims(int seconds = 0, string? orig = null, string? dest = null) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"attest":"A","dest":{{dest ?? Dest}},"iat":{{TestClock.Start.Seconds + seconds}},"orig":{{orig ?? Orig}},"origid":"1"}""");

    private static SipBuilder Call(string header, string claims, string uri = Callee) => Request(uri).Header("Identity", Value(header, claims));

    private static SipBuilder Request(string uri) => SipBuilder.Request("INVITE", uri).From(Caller).To(Callee);

    private static string Value(string header, string claims) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln;info=<{Url}>;alg=ES256;ppt=shaken";
}
