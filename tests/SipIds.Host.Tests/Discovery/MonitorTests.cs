using SipIds.Host.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class MonitorTests
{
    private const string Monitor = "192.0.2.22:5060";
    private const string Pbx = "192.0.2.20:5060";

    [Fact]
    public void A_neighbour_that_only_asks_always_after_the_same_time_is_a_monitor()
    {
        var found = Seen.In(Regular(Monitor, 40));
        Assert.Equal([("192.0.2.22", Confidence.Fair)], found.Of("trusted"));
        Assert.StartsWith("sent 40 OPTIONS to 1 host, one every 30 seconds for 19.5 minutes, 40 accepted, and nothing else: a monitor.", found.Proposals[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stranger_who_does_the_same_is_a_hint() => Assert.Equal([("203.0.113.66", Confidence.Weak)], Seen.In(Regular("203.0.113.66:5060", 40)).Of("trusted"));

    [Fact]
    public void Another_of_a_large_network_is_a_hint() => Assert.Equal([("192.0.2.99", Confidence.Weak)], Seen.In(Regular("192.0.2.99:5060", 40)).Of("trusted"));

    [Fact]
    public void A_few_minutes_are_a_hint() => Assert.Equal([("192.0.2.22", Confidence.Weak)], Seen.In(Regular(Monitor, 12)).Of("trusted"));

    [Fact]
    public void Who_asks_now_and_then_is_none() => Assert.Empty(Seen.In(SiteTraffic.Pings(Monitor, Pbx, 40, n => TimeSpan.FromSeconds(n * n))).Of("trusted"));

    [Fact]
    public void Who_calls_too_is_none() => Assert.Empty(Seen.In([.. Regular(Monitor, 40), .. SiteTraffic.Calls(Monitor, Pbx, 1)]).Of("trusted"));

    [Fact]
    public void Two_that_ask_each_other_are_none() => Assert.Empty(Seen.In([.. Regular(Monitor, 40), .. SiteTraffic.Pings(Pbx, Monitor, 40, n => TimeSpan.FromSeconds(30 * n))]).Of("trusted"));

    [Fact]
    public void A_sweep_over_many_hosts_is_none() =>
        Assert.Empty(Seen.In(Enumerable.Range(1, 20).SelectMany(host => SiteTraffic.Pings(Monitor, $"192.0.2.{100 + host}:5060", 12, n => TimeSpan.FromSeconds((30 * n) + host)))).Of("trusted"));

    [Fact]
    public void An_attack_tool_is_left_out_and_that_is_said()
    {
        var found = Seen.In(SiteTraffic.Pings(Monitor, Pbx, 40, n => TimeSpan.FromSeconds(30 * n), "friendly-scanner"));
        Assert.Empty(found.Of("trusted"));
        Assert.Contains("mandatory-scanner (40) accuses it", found.LeftOutOf("192.0.2.22")!, StringComparison.Ordinal);
    }

    private static IEnumerable<TestPacket> Regular(string source, int count) => SiteTraffic.Pings(source, Pbx, count, n => TimeSpan.FromSeconds(30 * n));
}
