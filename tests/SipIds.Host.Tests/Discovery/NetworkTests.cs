using SipIds.Host.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class NetworkTests
{
    private const string Pbx = "192.0.2.20:5060";

    [Fact]
    public void A_registrar_is_named_with_its_users_and_domains()
    {
        var found = Seen.In([.. SiteTraffic.Registration(1, "192.0.2.31:5060", Pbx, "201"), .. SiteTraffic.Registration(2, "192.0.2.32:5060", Pbx, "202"), .. SiteTraffic.Registration(3, "192.0.2.33:5060", Pbx, "203", status: 401)]);
        Assert.Equal(new("registrar 192.0.2.20", "accepted 2 registrations of 2 users from 2 addresses, for example.com, and asked 1 time for a password."), Assert.Single(found.Network));
    }

    [Fact]
    public void Several_phones_behind_one_address_are_a_NAT()
    {
        var found = Seen.In(Enumerable.Range(1, 3).SelectMany(n => SiteTraffic.Registration(n, $"203.0.113.5:{40000 + n}", Pbx, $"20{n}", sentBy: $"10.0.0.{n}:5060")));
        Assert.Equal("3 users registered from there, and what is behind it calls itself by 3 private addresses. Counts for one source address are counts for all of them.",
            found.Network.Single(remark => remark.Subject == "NAT 203.0.113.5").Text);
    }

    [Fact]
    public void Who_guesses_users_is_no_NAT() =>
        Assert.DoesNotContain(
            Seen.In(Enumerable.Range(1, 30).SelectMany(n => SiteTraffic.Registration(n, "203.0.113.66:5060", Pbx, $"2{n}", status: 403, sentBy: $"10.0.0.{n}:5060"))).Network,
            remark => remark.Subject.StartsWith("NAT", StringComparison.Ordinal));

    [Fact]
    public void A_port_at_which_a_server_accepts_several_is_proposed() =>
        Assert.Equal([("5080", Confidence.Fair)], Seen.In(Enumerable.Range(1, 3).SelectMany(n => SiteTraffic.Registration(n, $"192.0.2.3{n}:6000", "192.0.2.20:5080", $"20{n}"))).Of("ports"));

    [Fact]
    public void One_client_is_a_hint() => Assert.Equal([("5080", Confidence.Weak)], Seen.In(SiteTraffic.Registration(1, "192.0.2.31:6000", "192.0.2.20:5080", "201")).Of("ports"));

    [Fact]
    public void What_is_sent_to_other_ports_and_not_accepted_proposes_none() =>
        Assert.Empty(Seen.In(Enumerable.Range(1, 30).SelectMany(n => SiteTraffic.Registration(n, $"203.0.113.{n}:6000", $"192.0.2.20:{6000 + n}", $"20{n}", status: 403))).Of("ports"));

    [Fact]
    public void Ports_that_are_set_are_not_proposed() =>
        Assert.Empty(Seen.In(Enumerable.Range(1, 3).SelectMany(n => SiteTraffic.Registration(n, $"192.0.2.3{n}:6000", "192.0.2.20:5080", $"20{n}")), "ports=[5060, 5080]").Of("ports"));

    [Fact]
    public void Forged_addresses_push_no_server_out()
    {
        var flood = Enumerable.Range(1, 20_000).Select(n => new TestPacket(SipBuilder.Request("OPTIONS").Number(n)) { Source = TestEndpoint.Parse($"203.{n / 250}.{n % 250}.9:5060"), Target = TestEndpoint.Parse(Pbx), Time = TestClock.Start + TimeSpan.FromMilliseconds(100 + n) });
        var found = Seen.In([.. SiteTraffic.Registration(0, "192.0.2.31:5060", Pbx, "201"), .. flood]);
        Assert.Contains(found.Network, remark => remark.Subject == "registrar 192.0.2.20");
        Assert.Matches(@"between 5\d\d addresses, and [\d,]+ more for which there was no room", found.Seen);
    }
}
