using SipIds.Preprocessors.Identity;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Identity;

public class IdentityTests
{
    private const int Limit = 5;
    private const string Signature = "\"ZYNBbHC00VMZr2kZt6VmCvPonWJMGvQTBDqghoWeLxJfzB2a1pxAr3VgrB0SsSAaifsRdiOPoQZYOy2wrVghuhcsMbHWUSFxI6p6q5TOQXHMmz6uEo3svJsSH49thyGn\"";
    private const string Passport = "eyJhbGciOiJFUzI1NiJ9.eyJkZXN0Ijp7InVyaSI6WyJzaXA6Ym9iQGV4YW1wbGUuY29tIl19LCJpYXQiOjE3NjcyMjU2MDAsIm9yaWciOnsidG4iOiIxMjE1NTU1MTIxMiJ9fQ.sv-CTo05KqpSmtHt3dcEiO";

    private readonly PreprocessorTester<IdentityPreprocessor, IdentityOptions> _tester = new(new() { IdentityUrls = Limit, Freshness = TimeSpan.FromHours(1) });

    [Fact]
    public void Requests_without_an_identity_are_in_order() => Assert.Empty(_tester.See(SipBuilder.Request("INVITE")).Names);

    [Theory]
    [InlineData("https://example.com/example.cer")]
    [InlineData("https://certs.example.com/example.cer")]
    [InlineData("HTTP://EXAMPLE.COM:8080/example.cer")]
    [InlineData("https://example.com./example.cer")]
    public void A_certificate_of_the_callers_domain_is_in_order(string url) => Assert.Empty(_tester.See(Rfc4474(url)).Names);

    [Fact]
    public void A_certificate_of_the_domain_above_is_in_order() =>
        Assert.Empty(_tester.See(Rfc4474("https://example.com/a.cer").From("sip:alice@sales.example.com")).Names);

    [Theory]
    [InlineData("https://example.org/a.cer")]
    [InlineData("https://badexample.com/a.cer")]
    [InlineData("https://example.com.evil.net/a.cer")]
    [InlineData("https://203.0.113.9/a.cer")]
    public void A_certificate_of_another_domain_is_reported(string url) =>
        Assert.Equal($"identity-domain-mismatch: {url}", Assert.Single(_tester.See(Rfc4474(url)).Events).ToString());

    [Fact]
    public void A_top_level_domain_is_nobodys_parent() =>
        Assert.Equal(1, _tester.See(Rfc4474("https://com/a.cer")).Count("identity-domain-mismatch"));

    [Fact]
    public void The_info_of_a_PASSporT_is_not_bound_to_From() => Assert.Empty(_tester.See(Rfc8224("https://cert.example.org/passport.cer")).Names);

    [Theory]
    [InlineData("ftp://example.com/a.cer")]
    [InlineData("file:///etc/passwd")]
    [InlineData("cid:cert@example.com")]
    [InlineData("https:example.com")]
    [InlineData("https:///a.cer")]
    [InlineData("https://alice@example.com/a.cer")]
    [InlineData("https://example.com:443@10.0.0.1/a.cer")]
    [InlineData("https://example.com\\@10.0.0.1/a.cer")]
    [InlineData("https://127.0.0.1/a.cer")]
    [InlineData("https://10.1.2.3:8443/a.cer")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.0.1")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://printer.local/")]
    [InlineData("https://intranet/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://127.0.0.%31/")]
    [InlineData("https://example.com#@127.0.0.1/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2002:a00:1::1]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    public void An_unsafe_URL_is_reported_in_either_form(string url)
    {
        Assert.Equal(1, _tester.See(Rfc8224(url)).Count("identity-url-unsafe"));
        Assert.Equal(2, _tester.See(Rfc4474(url)).Count("identity-url-unsafe"));
    }

    [Theory]
    [InlineData("https://203.0.113.5/a.cer")]
    [InlineData("https://[2001:db8::1]:8443/a.cer")]
    [InlineData("http://172.32.0.1/a.cer")]
    [InlineData("https://localhost.example.com/a.cer")]
    [InlineData("https://example.com/a@b/c.cer?d=@e")]
    [InlineData("https://example.com/a.cer#b@c")]
    [InlineData("https://[2002:cb00:7105::1]/a.cer")]
    public void A_public_URL_is_in_order(string url) => Assert.Empty(_tester.See(Rfc8224(url)).Names);

    [Fact]
    public void An_RFC_4474_identity_needs_its_info() =>
        Assert.Equal(["identity-incomplete"], _tester.See(SipBuilder.Request("INVITE").Header("Identity", Signature)).Names);

    [Fact]
    public void An_info_needs_its_identity() =>
        Assert.Equal(["identity-incomplete"], _tester.See(SipBuilder.Request("INVITE").Header("n", "<https://example.com/a.cer>;alg=rsa-sha1")).Names);

    [Fact]
    public void Every_identity_of_several_is_read()
    {
        var request = SipBuilder.Request("INVITE")
            .Header("Identity", $"{Passport};info=<https://cert.example.org/a.cer>;alg=ES256")
            .Header("y", $"{Passport};ppt=div;info=<https://b.example/x>, {Passport}; INFO = <https://127.0.0.1/x>");
        Assert.Equal("identity-url-unsafe: https://127.0.0.1/x", Assert.Single(_tester.See(request).Events).ToString());
    }

    [Fact]
    public void The_URL_too_many_on_one_host_is_reported_and_each_after_it()
    {
        var tester = _tester.See(number => Rfc8224($"https://victim.example/{number}").Number(number), times: Limit + 2);
        Assert.Equal(["identity-reflection", "identity-reflection"], tester.Names);
        Assert.Equal(("https://victim.example/7", Limit + 2, Limit), (tester.Last[0].Detail, tester.Last[0].Count, tester.Last[0].Limit));
    }

    [Fact]
    public void Senders_ports_and_the_case_of_the_host_hide_no_reflection()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            var host = number % 2 == 0 ? "victim.example" : "Victim.EXAMPLE.";
            var request = Rfc8224($"https://{host}:{8000 + number}/a").Number(number).From($"sip:u{number}@d{number}.example");
            _tester.From($"198.51.100.{number}").See(request);
        }

        Assert.Equal(["identity-reflection"], _tester.Names);
    }

    [Fact]
    public void An_address_is_one_host_in_any_form()
    {
        var tester = _tester.See(number => Rfc8224(number % 2 == 0 ? $"https://203.0.113.5/{number}" : $"https://0xcb.0.113.5/{number}").Number(number), times: Limit + 1);
        Assert.Equal(["identity-reflection"], tester.Names);
    }

    [Fact]
    public void One_certificate_that_many_calls_name_is_in_order() =>
        Assert.Empty(_tester.See(number => Rfc8224("https://cert.example.org/a.cer").Number(number), times: 100).Names);

    [Fact]
    public void The_window_slides() =>
        Assert.Empty(_tester.See(number => Rfc8224($"https://cert.example.org/{number}").Number(number), times: 50, every: TimeSpan.FromSeconds(13)).Names);

    [Fact]
    public void Inline_a_reflection_is_dropped()
    {
        var tester = new PreprocessorTester<IdentityPreprocessor, IdentityOptions>(new() { IdentityUrls = Limit }, inline: true);
        Assert.Equal(20 - Limit, tester.See(number => Rfc8224($"https://victim.example/{number}").Number(number), times: 20).Dropped);
    }

    [Fact]
    public void A_trusted_host_may_have_many_stand_for_any_domain_and_be_private()
    {
        var tester = new PreprocessorTester<IdentityPreprocessor, IdentityOptions>(new() { IdentityUrls = Limit, TrustedHosts = ["Repository.example", "10.0.0.5"] });
        tester.See(number => Rfc4474($"https://cr.repository.example/{number}").Number(number), times: 20).See(Rfc4474("https://10.0.0.5/a.cer"));
        Assert.Empty(tester.Names);
        Assert.Equal(1, tester.See(Rfc4474("https://user@repository.example/a.cer")).Count("identity-url-unsafe"));
    }

    [Fact]
    public void Broken_values_break_nothing()
    {
        string[] values = ["", ";", ";info", ";info=", ";info=<", ";info=>", "<", "https", "https:", "https://", "https://[", "https://@", "https://:", ";info=<https://>;info", "\"", ",,,"];
        foreach (var value in values)
        {
            _ = _tester.See(SipBuilder.Request("INVITE").Header("Identity", value).Header("Identity-Info", value));
        }

        Assert.Equal(values.Length, _tester.Seen.Count);
    }

    [Fact]
    public void Of_very_many_values_the_first_sixteen_are_read()
    {
        var request = SipBuilder.Request("INVITE").Header("Identity", string.Join(',', Enumerable.Range(1, 100).Select(number => $"{Passport};info=<https://victim.example/{number}>")));
        var tester = new PreprocessorTester<IdentityPreprocessor, IdentityOptions>(new() { IdentityUrls = 16 }).See(request);
        Assert.Empty(tester.Names);
        Assert.Equal(17, Assert.Single(tester.See(Rfc8224("https://victim.example/next").Number(2)).Last).Count);
    }

    private static SipBuilder Rfc4474(string url) =>
        SipBuilder.Request("INVITE").Header("Identity", Signature).Header("Identity-Info", $"<{url}>;alg=rsa-sha1");

    private static SipBuilder Rfc8224(string url) => SipBuilder.Request("INVITE").Header("Identity", $"{Passport};info=<{url}>;alg=ES256;ppt=shaken");
}
