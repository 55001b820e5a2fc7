using SipIds.Preprocessors.Identity;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Identity;

/// <summary>7001: who makes a proxy fetch ever new certificates pays for it, and the others' calls go on.</summary>
public sealed class ReflectionShareTests
{
    private const int Limit = 5;
    private const string Attacker = "198.51.100.66";
    private const string Home = "203.0.113.5";
    private const string Server = "192.0.2.10";

    private readonly PreprocessorTester<IdentityPreprocessor, IdentityOptions> _tester = new(new() { IdentityUrls = Limit }, inline: true);

    public ReflectionShareTests() => _tester.From(Attacker).To(Server);

    [Fact]
    public void A_certificate_that_was_fetched_before_is_in_the_proxys_cache()
    {
        _tester.From(Home).See(Call(1, 1)).From(Attacker).See(number => Call(100 + number, 100 + number), times: 10 * Limit);
        Assert.True(Passes(Home, Call(2, 1)));
        Assert.True(Passes("203.0.113.200", Call(3, 1)));
    }

    [Fact]
    public void A_new_certificate_of_another_network_passes_while_one_address_floods()
    {
        _tester.See(number => Call(100 + number, 100 + number), times: 10 * Limit);
        Assert.False(Passes(Attacker, Call(200, 200)));
        Assert.True(Passes(Home, Call(1, 1)));
    }

    [Fact]
    public void One_that_was_dropped_is_in_no_cache()
    {
        _tester.See(number => Call(100 + number, 100 + number), times: 10 * Limit);
        Assert.False(Passes(Attacker, Call(200, 200)));
        Assert.False(Passes(Attacker, Call(201, 200)));
    }

    [Fact]
    public void Another_host_has_a_limit_of_its_own()
    {
        _tester.See(number => Call(100 + number, 100 + number), times: 10 * Limit);
        Assert.True(Passes(Attacker, Call(1, 1, "other.example")));
    }

    private static SipBuilder Call(int number, int certificate, string host = "victim.example") =>
        SipBuilder.Request("INVITE").Header("Identity", $"e30.e30.sig;info=<https://{host}/{certificate}>;alg=ES256;ppt=shaken").Number(number);

    private bool Passes(string source, SipBuilder call) => !_tester.From(source).See(call).Seen[^1].Dropped;
}
