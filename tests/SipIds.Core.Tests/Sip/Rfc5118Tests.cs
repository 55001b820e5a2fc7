using SipIds.Packets;
using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class Rfc5118Tests
{
    [Theory]
    [InlineData("ipv6-good")]
    [InlineData("port-ambiguous")]
    [InlineData("port-unambiguous")]
    [InlineData("via-received-param-with-delim")]
    [InlineData("via-received-param-no-delim")]
    [InlineData("ipv6-in-sdp")]
    [InlineData("mult-ip-in-header")]
    [InlineData("mult-ip-in-sdp")]
    [InlineData("ipv4-mapped-ipv6")]
    [InlineData("ipv6-bug-abnf-3-colons")]
    [InlineData("ipv6-correct-abnf-2-colons")]
    public void A_message_to_accept_has_nothing_to_say_against_it(string name)
    {
        var message = Read(name);
        Assert.Equal(SipAnomalies.None, message.Anomalies);
        Assert.Equal(SipFieldFaults.None, message.RequestUri.Faults | message.From.Faults | message.To.Faults | message.Via.Faults | message.CSeq.Faults);
        foreach (var contact in message.All(SipHeaderId.Contact))
        {
            Assert.Equal(SipFieldFaults.None, NameAddress.Parse(contact.Value, out var parts).Faults);
        }
    }

    [Fact]
    public void Section_4_2_an_address_without_brackets_is_no_host() =>
        Assert.True(Read("ipv6-bad").RequestUri.Faults.HasFlag(SipFieldFaults.Host));

    [Theory]
    [InlineData("ipv6-good", "[2001:db8::10]", 0)]
    [InlineData("port-ambiguous", "[2001:db8::10:5070]", 0)]
    [InlineData("port-unambiguous", "[2001:db8::10]", 5070)]
    public void Sections_4_1_to_4_4_a_port_stands_after_the_bracket(string name, string host, int port)
    {
        var uri = Read(name).RequestUri;
        Assert.Equal((host, port), (uri.Host.Text(), uri.Port));
    }

    [Theory]
    [InlineData("via-received-param-with-delim", "[2001:db8::9:255]")]
    [InlineData("via-received-param-no-delim", "2001:db8::9:255")]
    public void Section_4_5_received_is_read_with_brackets_and_without(string name, string received)
    {
        var via = Read(name).Via;
        Assert.Equal(received, via.Received.Text());
        Assert.True(NetAddress.TryParse(via.Received, out var address));
        Assert.Equal(NetAddress.Parse("2001:db8::9:255"), address);
        Assert.Equal("z9hG4bKas3-111", via.Branch.Text());
    }

    [Theory]
    [InlineData("ipv6-in-sdp", "c=IN IP6 2001:db8::20")]
    [InlineData("mult-ip-in-sdp", "c=IN IP6 2001:db8::1")]
    [InlineData("ipv4-mapped-ipv6", "c=IN IP6 ::ffff:192.0.2.2")]
    public void Sections_4_6_4_8_and_4_9_the_body_is_whole(string name, string line) =>
        Assert.Contains($"\r\n{line}\r\n", Read(name).Body.Text(), StringComparison.Ordinal);

    [Fact]
    public void Section_4_7_every_via_has_its_own_kind_of_address()
    {
        var message = Read("mult-ip-in-header");
        Assert.Equal("[2001:db8::9:1]", message.Via.Host.Text());
        Assert.Equal(6050, message.Via.Port);
        Assert.Equal("[2001:db8::9:255]", message.BottomVia.Host.Text());
        Assert.Equal("192.0.2.200", message.BottomVia.Received.Text());
    }

    [Fact]
    public void Section_4_9_a_mapped_address_is_its_ipv4_address()
    {
        Assert.True(NetAddress.TryParse(Read("ipv4-mapped-ipv6").Via.Host, out var address));
        Assert.Equal(NetAddress.Parse("192.0.2.10"), address);
    }

    [Theory]
    [InlineData("ipv6-bug-abnf-3-colons", "[2001:db8:::192.0.2.1]")]
    [InlineData("ipv6-correct-abnf-2-colons", "[2001:db8::192.0.2.1]")]
    public void Section_4_10_two_and_three_colons_are_read(string name, string host) => Assert.Equal(host, Read(name).RequestUri.Host.Text());

    private static SipMessage Read(string name) => Parse(Corpus.Read("rfc5118", name));
}
