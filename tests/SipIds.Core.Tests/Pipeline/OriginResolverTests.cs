using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class OriginResolverTests
{
    private const string Edge = "192.0.2.10:5060";
    private const string Core = "192.0.2.11:5060";
    private const string Client = "198.51.100.66:5062";

    private readonly OriginResolver _resolver = new([NetPrefix.Parse("192.0.2.10"), NetPrefix.Parse("192.0.2.11")], NetPrefixSet.Empty);

    [Fact]
    public void Without_proxies_of_ours_it_is_the_source()
    {
        var message = Behind("192.0.2.10", "192.168.1.2:5060;received=198.51.100.66;rport=5062");
        Assert.Equal(Edge, Resolve(new(NetPrefixSet.Empty, NetPrefixSet.Empty), Edge, message));
    }

    [Fact]
    public void From_elsewhere_it_is_the_source_whatever_its_Via_says() =>
        Assert.Equal(Client, Resolve(_resolver, Client, Behind("192.0.2.10", "192.0.2.99:5060;received=192.0.2.99;rport=5060")));

    [Fact]
    public void Behind_our_proxy_it_is_what_that_proxy_saw() =>
        Assert.Equal(Client, Resolve(_resolver, Edge, Behind("192.0.2.10", "192.168.1.2:5060;received=198.51.100.66;rport=5062")));

    [Theory]
    [InlineData("198.51.100.66:5062")]
    [InlineData("192.168.1.2:5062;received=198.51.100.66")]
    [InlineData("198.51.100.66;rport=5062")]
    [InlineData("192.168.1.2:5099;rport=5062;received=198.51.100.66")]
    public void A_proxy_that_had_nothing_to_correct_leaves_sent_by(string via) => Assert.Equal(Client, Resolve(_resolver, Edge, Behind("192.0.2.10", via)));

    [Fact]
    public void Without_a_port_it_is_the_port_of_SIP() => Assert.Equal("198.51.100.66:5060", Resolve(_resolver, Edge, Behind("192.0.2.10", "198.51.100.66")));

    [Fact]
    public void Through_a_chain_of_our_proxies_it_is_what_the_first_of_them_saw() =>
        Assert.Equal(Client, Resolve(_resolver, Edge, Behind("192.0.2.10", "192.0.2.11", "192.168.1.2:5060;received=198.51.100.66;rport=5062")));

    [Fact]
    public void Vias_below_the_senders_are_claims() =>
        Assert.Equal(Client, Resolve(_resolver, Edge, Behind("192.0.2.10", "192.0.2.11:5060;received=198.51.100.66;rport=5062", "192.0.2.99")));

    [Fact]
    public void A_sender_is_not_taken_for_the_proxy_whose_name_it_writes() =>
        Assert.Equal(Client, Resolve(_resolver, Core, Behind("192.0.2.11", "192.0.2.10:5060;received=198.51.100.66;rport=5062", "203.0.113.1;received=203.0.113.2")));

    [Fact]
    public void A_host_name_without_received_leaves_the_source() => Assert.Equal(Edge, Resolve(_resolver, Edge, Behind("192.0.2.10", "phone.example.com:5062")));

    [Fact]
    public void A_host_name_with_received_is_where_it_was_received_from() =>
        Assert.Equal(Client, Resolve(_resolver, Edge, Behind("192.0.2.10", "phone.example.com:5062;received=198.51.100.66")));

    [Fact]
    public void What_a_proxy_of_ours_sends_itself_comes_from_it() => Assert.Equal(Edge, Resolve(_resolver, Edge, Behind("192.0.2.10")));

    [Fact]
    public void Vias_in_one_line_are_as_many_lines()
    {
        var message = SipBuilder.Request("INVITE").Replace("Via", "SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK-1, SIP/2.0/UDP 192.168.1.2;received=198.51.100.66;rport=5062;branch=z9hG4bK-2");
        Assert.Equal(Client, Resolve(_resolver, Edge, message));
    }

    [Fact]
    public void A_response_comes_from_its_source() =>
        Assert.Equal(Edge, Resolve(_resolver, Edge, SipBuilder.Response(200, Behind("192.0.2.10", "192.168.1.2:5060;received=198.51.100.66"))));

    // A request with these values of Via, the newest first.
    private static SipBuilder Behind(params string[] vias)
    {
        var message = SipBuilder.Request("INVITE").Replace("Via", $"SIP/2.0/UDP {vias[0]};branch=z9hG4bK-0");
        return vias.Skip(1).Aggregate(message, (built, via) => built.Header("Via", $"SIP/2.0/UDP {via};branch=z9hG4bK-x"));
    }

    private static string Resolve(OriginResolver resolver, string source, SipBuilder message) =>
        resolver.OriginOf(TestEndpoint.Parse(source), new TestPacket(message).Open().Message).ToString();
}
