using SipIds.Host.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class PeerTests
{
    private const string Trunk = "198.51.100.20:5060";
    private const string Pbx = "192.0.2.20:5060";

    [Fact]
    public void Who_places_and_takes_calls_without_a_password_is_a_peer()
    {
        var found = Seen.In([.. Inbound(20), .. Outbound(5), .. Phones]);
        Assert.Equal([("198.51.100.20", Confidence.Strong)], found.Of("peers"));
        Assert.StartsWith(
            "placed 20 calls without a password that were answered, of 20 users to 20 users, and answered 5 calls to 5 users; it registers nowhere", found.Proposals.Single(p => p.Setting == "peers").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_calls_are_less_sure() => Assert.Equal([("198.51.100.20", Confidence.Fair)], Seen.In([.. Inbound(4), .. Outbound(1), .. Phones]).Of("peers"));

    [Fact]
    public void Whom_nobody_calls_may_have_found_an_open_PBX() => Assert.Equal([("198.51.100.20", Confidence.Weak)], Seen.In([.. Inbound(50), .. Phones]).Of("peers"));

    [Fact]
    public void Calls_that_nobody_answers_make_no_peer() =>
        Assert.Empty(Seen.In([.. SiteTraffic.Calls(Trunk, Pbx, 30, change: call => call.Refused()), .. Outbound(5), .. Phones]).Of("peers"));

    [Fact]
    public void Who_is_asked_for_a_password_is_none() => Assert.Empty(Seen.In([.. SiteTraffic.Calls(Trunk, Pbx, 30, change: call => call.Challenged()), .. Outbound(5), .. Phones]).Of("peers"));

    [Fact]
    public void A_phone_that_registers_is_none() => Assert.Empty(Seen.In([.. Inbound(20), .. Outbound(5), .. SiteTraffic.Registration(900, Trunk, Pbx, "201"), .. Phones]).Of("peers"));

    [Fact]
    public void One_user_is_none() =>
        Assert.Empty(Seen.In([.. SiteTraffic.Calls(Trunk, Pbx, 20, change: call => call.From("sip:alone@example.com")), .. Outbound(5), .. Phones]).Of("peers"));

    [Fact]
    public void A_carrier_at_which_the_PBX_is_registered_is_one() =>
        Assert.Equal([("198.51.100.20", Confidence.Strong)], Seen.In([.. Inbound(20), .. Outbound(5), .. SiteTraffic.Registration(900, Pbx, Trunk, "trunk-account"), .. Phones]).Of("peers"));

    [Fact]
    public void Whom_severe_alerts_accuse_is_left_out_and_that_is_said()
    {
        // The same caller a hundred times within a minute.
        var spit = Enumerable.Range(1, 100).Select(n => new TestPacket(SipBuilder.Request("INVITE", $"sip:{n}@example.com").Number(2000 + n).From("sip:spit@carrier.example", $"s{n}").To($"sip:{n}@example.com"))
        {
            Source = TestEndpoint.Parse(Trunk),
            Target = TestEndpoint.Parse(Pbx),
            Time = TestClock.Start + TimeSpan.FromMilliseconds(100 * n),
        });
        var found = Seen.In([.. Inbound(20), .. Outbound(5), .. Phones, .. spit]);
        Assert.Empty(found.Of("peers"));
        Assert.StartsWith("would be proposed for peers, but spit-caller (", found.LeftOutOf("198.51.100.20")!, StringComparison.Ordinal);
    }

    private static IEnumerable<TestPacket> Phones => [.. SiteTraffic.Registration(801, "192.0.2.31:5060", Pbx, "201"), .. SiteTraffic.Registration(802, "192.0.2.32:5060", Pbx, "202")];

    private static IEnumerable<TestPacket> Inbound(int count) => SiteTraffic.Calls(Trunk, Pbx, count);

    private static IEnumerable<TestPacket> Outbound(int count) => SiteTraffic.Calls(Pbx, Trunk, count, first: 401);
}
