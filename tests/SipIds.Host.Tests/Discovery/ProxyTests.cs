using SipIds.Host.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class ProxyTests
{
    private const string Proxy = "192.0.2.10:5060";
    private const string Pbx = "192.0.2.20:5060";

    [Fact]
    public void Who_sends_on_with_a_Via_more_in_both_directions_is_a_proxy()
    {
        var found = Seen.In(Calls(20));
        Assert.Equal([("192.0.2.10", Confidence.Strong)], found.Of("proxy_ip"));
        Assert.StartsWith("sent 40 of its 40 requests on with a Via more, for 21 users, from 6 hosts to 6 hosts; 20 answered calls came back through it; its Record-Route is in 20.", found.Proposals[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_calls_are_less_sure() => Assert.Equal([("192.0.2.10", Confidence.Fair)], Seen.In(Calls(4)).Of("proxy_ip"));

    [Fact]
    public void One_call_is_a_hint() => Assert.Equal([("192.0.2.10", Confidence.Weak)], Seen.In(Calls(1)).Of("proxy_ip"));

    [Fact]
    public void One_direction_is_a_hint() =>
        Assert.Equal([("192.0.2.10", Confidence.Weak)], Seen.In(Enumerable.Range(1, 30).SelectMany(n => SiteTraffic.Relayed(n, $"198.51.100.{n}:5060", Proxy, Pbx, $"user{n}", endsAtCallee: false))).Of("proxy_ip"));

    [Fact]
    public void Without_answered_calls_it_is_a_hint() =>
        Assert.Equal([("192.0.2.10", Confidence.Weak)], Seen.In(Enumerable.Range(1, 30).SelectMany(n => SiteTraffic.Relayed(n, $"198.51.100.{n}:5060", Proxy, Pbx, $"user{n}", isAnswered: false))).Of("proxy_ip"));

    [Fact]
    public void A_PBX_that_begins_a_call_of_its_own_is_none()
    {
        var found = Seen.In([.. SiteTraffic.Calls("198.51.100.1:5060", Pbx, 10), .. SiteTraffic.Calls(Pbx, "198.51.100.2:5060", 10, first: 101)]);
        Assert.Empty(found.Of("proxy_ip"));
        Assert.Contains(found.Missing, remark => remark.Subject == "proxy_ip");
    }

    [Fact]
    public void Vias_that_somebody_wrote_make_nobody_a_proxy() =>
        Assert.All(
            Seen.In(SiteTraffic.Calls("203.0.113.66:5060", Pbx, 30).Select(packet => packet with { Payload = WithVia(packet) })).Of("proxy_ip"), proposal => Assert.Equal(Confidence.Weak, proposal.Confidence));

    [Fact]
    public void Vias_of_others_in_what_nobody_accepts_are_not_worth_a_hint() =>
        Assert.Empty(Seen.In(SiteTraffic.Calls("203.0.113.66:5060", Pbx, 30, change: call => call.Refused()).Select(packet => packet with { Payload = WithVia(packet) })).Of("proxy_ip"));

    [Fact]
    public void Who_copies_a_request_of_his_own_with_a_Via_more_is_none()
    {
        // Two hosts of one attacker: the second says that it sends on what the first sent to the victim.
        var calls = Enumerable.Range(1, 30).SelectMany(n => SiteTraffic.Relayed(n, "203.0.113.66:5060", Pbx, "203.0.113.67:5060", $"user{n}", endsAtCallee: false))
            .Where(packet => packet.Source.Address != TestEndpoint.Parse("192.0.2.20").Address)
            .Concat(SiteTraffic.Calls("203.0.113.67:5060", Pbx, 5, first: 500));
        Assert.DoesNotContain(Seen.In(calls).Proposals, proposal => proposal.IsWritten && proposal.Setting == "proxy_ip");
    }

    [Fact]
    public void What_others_attack_through_it_is_not_held_against_it()
    {
        var scan = Enumerable.Range(1, 40).SelectMany(n => SiteTraffic.Relayed(100 + n, "203.0.113.66:5060", Proxy, Pbx, $"10{n}", header: "X-Nothing", isAnswered: false)).Select(Injected);
        var found = Seen.In([.. Calls(20), .. scan]);
        Assert.Equal([("192.0.2.10", Confidence.Strong)], found.Of("proxy_ip"));
        Assert.Null(found.LeftOutOf("192.0.2.10"));
        Assert.NotEmpty(Seen.Facts(scan.Select(packet => (packet, 0))).Survey.Hosts.All.Single(host => $"{host.Address}" == "203.0.113.66").Accusations);
    }

    [Fact]
    public void Whom_severe_alerts_accuse_is_left_out_and_that_is_said()
    {
        var own = SiteTraffic.Calls(Proxy, Pbx, 3, first: 300).Select(Injected);
        var found = Seen.In([.. Calls(20), .. own]);
        Assert.Empty(found.Of("proxy_ip"));
        Assert.Contains("mandatory-injection (", found.LeftOutOf("192.0.2.10")!, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_set_is_found_again() => Assert.Equal([("192.0.2.10", Confidence.Present)], Seen.In(Calls(20), "proxy_ip=[192.0.2.10]").Of("proxy_ip"));

    private static IEnumerable<TestPacket> Calls(int count) => Enumerable.Range(1, count).SelectMany(n => SiteTraffic.Relayed(n, $"198.51.100.{1 + (n % 5)}:5060", Proxy, Pbx, $"user{n}"));

    private static byte[] WithVia(TestPacket packet) => Replace(packet, "Via: ", "Via: SIP/2.0/UDP 203.0.113.66:5060;branch=z9hG4bK-forged\r\nVia: ");

    private static TestPacket Injected(TestPacket packet) => packet with { Payload = Replace(packet, "Max-Forwards: 70", "Max-Forwards: 70\r\nAuthorization: Digest username=\"x' or 1=1;drop table subscriber;--\", realm=\"a\", nonce=\"b\", uri=\"sip:a\", response=\"c\"") };

    private static byte[] Replace(TestPacket packet, string old, string by)
    {
        var text = System.Text.Encoding.UTF8.GetString(packet.Payload.Span);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(at < 0 || text.StartsWith("SIP/", StringComparison.Ordinal) ? text : text[..at] + by + text[(at + old.Length)..]);
    }
}
