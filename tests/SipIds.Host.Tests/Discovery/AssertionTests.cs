using System.Text;
using SipIds.Host.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class AssertionTests
{
    private const string Trunk = "198.51.100.20:5060";
    private const string Pbx = "192.0.2.20:5060";

    [Fact]
    public void A_peer_that_asserts_is_named() => Assert.Equal([("198.51.100.20", Confidence.Strong)], Seen.In([.. Site, .. Inbound.Select(Asserting)]).Of("asserted_from"));

    [Fact]
    public void A_proxy_is_named_for_what_it_adds_and_not_for_what_it_passes_on()
    {
        var adding = Enumerable.Range(1, 20).SelectMany(n => SiteTraffic.Relayed(n, $"198.51.100.{1 + (n % 5)}:5060", "192.0.2.10:5060", Pbx, $"user{n}", header: "P-Asserted-Identity"));
        Assert.Equal([("192.0.2.10", Confidence.Strong)], Seen.In(adding).Of("asserted_from"));
        Assert.Empty(Seen.In(adding.Select(Asserting)).Of("asserted_from"));
    }

    [Fact]
    public void A_registrar_that_asserts_is_named() => Assert.Equal([("192.0.2.20", Confidence.Fair)], Seen.In([.. Inbound, .. Site.Select(Asserting)]).Of("asserted_from"));

    [Fact]
    public void A_stranger_who_asserts_is_not_believed_and_keeps_the_others_from_being_written()
    {
        var found = Seen.In([.. Site, .. Inbound.Select(Asserting), .. SiteTraffic.Calls("203.0.113.66:5060", Pbx, 1, first: 700).Select(Asserting)]);
        Assert.Equal([("198.51.100.20", Confidence.Weak)], found.Of("asserted_from"));
        Assert.Contains("nothing shows that it is a proxy, a trunk or a registrar", found.LeftOutOf("203.0.113.66")!, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_set_is_found_again() =>
        Assert.Equal([("198.51.100.20", Confidence.Present)], Seen.In([.. Site, .. Inbound.Select(Asserting)], "asserted_from=[198.51.100.16/28]").Of("asserted_from"));

    private static IEnumerable<TestPacket> Inbound => SiteTraffic.Calls(Trunk, Pbx, 20);

    private static IEnumerable<TestPacket> Site =>
        [.. SiteTraffic.Calls(Pbx, Trunk, 5, first: 401), .. SiteTraffic.Registration(801, "192.0.2.31:5060", Pbx, "201"), .. SiteTraffic.Registration(802, "192.0.2.32:5060", Pbx, "202")];

    private static TestPacket Asserting(TestPacket packet)
    {
        var text = Encoding.UTF8.GetString(packet.Payload.Span);
        return text.StartsWith("INVITE", StringComparison.Ordinal)
            ? packet with { Payload = Encoding.UTF8.GetBytes(text.Replace("Max-Forwards: 70", "Max-Forwards: 70\r\nRemote-Party-ID: <sip:someone@example.com>", StringComparison.Ordinal)) }
            : packet;
    }
}
