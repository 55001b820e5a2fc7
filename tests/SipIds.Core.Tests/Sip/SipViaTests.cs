using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipViaTests
{
    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1", "UDP", "192.0.2.1", 0)]
    [InlineData("SIP/2.0/TCP example.com:5070", "TCP", "example.com", 5070)]
    [InlineData("sip/2.0/tls example.com", "tls", "example.com", 0)]
    [InlineData("SIP / 2.0 / UDP first.example.com: 4000", "UDP", "first.example.com", 4000)]
    [InlineData("SIP/2.0/UDP first.example.com : 4000", "UDP", "first.example.com", 4000)]
    [InlineData("SIP/2.0/UDP first.example.com\r\n :4000", "UDP", "first.example.com", 4000)]
    [InlineData("SIP/2.0/UDP [2001:db8::9:1]:6050", "UDP", "[2001:db8::9:1]", 6050)]
    [InlineData("SIP/2.0/WSS df7jal23ls0d.invalid", "WSS", "df7jal23ls0d.invalid", 0)]
    [InlineData("SIP/2.0/UNKNOWN\t192.0.2.1", "UNKNOWN", "192.0.2.1", 0)]
    public void A_via_has_a_transport_a_host_and_a_port(string text, string transport, string host, int port)
    {
        var via = SipVia.Parse(Bytes(text), out var parts);
        Assert.Equal((transport, host, port), (via.Transport.Text(), via.Host.Text(), via.Port));
        Assert.Equal(SipFieldFaults.None, via.Faults);
    }

    [Fact]
    public void Its_parameters_are_read()
    {
        var via = SipVia.Parse("SIP/2.0/UDP h ; Branch = z9hG4bK1 ;rport=5061;received=[2001:db8::9:255];ttl=1"u8, out var parts);
        Assert.True(via.HasBranch);
        Assert.Equal("z9hG4bK1", via.Branch.Text());
        Assert.True(via.HasRPort);
        Assert.Equal(5061, via.RPort);
        Assert.Equal("[2001:db8::9:255]", via.Received.Text());
        Assert.True(via.Parameters.TryGet("ttl"u8, out _));
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;rport", true, 0)]
    [InlineData("SIP/2.0/UDP h;rport=65536", true, 0)]
    [InlineData("SIP/2.0/UDP h;rports=1", false, 0)]
    public void The_port_that_the_next_hop_saw_may_be_asked_for_only(string text, bool has, int port)
    {
        var via = SipVia.Parse(Bytes(text), out var parts);
        Assert.Equal((has, port), (via.HasRPort, via.RPort));
    }

    [Fact]
    public void The_first_of_two_branches_counts() => Assert.Equal("1", SipVia.Parse("SIP/2.0/UDP h;branch=1;branch=2"u8, out var parts).Branch.Text());

    [Fact]
    public void A_comma_ends_the_value()
    {
        var via = SipVia.Parse("SIP/2.0/UDP a;branch=1;x=\",\" , SIP/2.0/UDP b;branch=2"u8, out var parts);
        Assert.Equal("1", via.Branch.Text());
        Assert.Equal("a", via.Host.Text());
        Assert.DoesNotContain("branch=2", via.Text.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", SipFieldFaults.Empty)]
    [InlineData("HTTP/2.0/UDP h", SipFieldFaults.Protocol)]
    [InlineData("SIP/2.0 h", SipFieldFaults.Protocol)]
    [InlineData("SIP/2.0/UDP", SipFieldFaults.Protocol)]
    [InlineData("SIP/3.0/UDP h", SipFieldFaults.Version)]
    [InlineData("SIP/2.0/UDP ;branch=1", SipFieldFaults.Host)]
    [InlineData("SIP/2.0/UDP 2001:db8::1", SipFieldFaults.Port)]
    [InlineData("SIP/2.0/UDP h:", SipFieldFaults.Port)]
    [InlineData("SIP/2.0/UDP h:65536", SipFieldFaults.Port)]
    [InlineData("SIP/2.0/UDP [::1", SipFieldFaults.UnbalancedBracket)]
    [InlineData("SIP/2.0/UDP h;", SipFieldFaults.EmptyParameter)]
    [InlineData("SIP/2.0/UDP h;branch=", SipFieldFaults.EmptyParameter)]
    [InlineData("SIP/2.0/UDP h;branch=1;;=", SipFieldFaults.EmptyParameter | SipFieldFaults.Parameter)]
    [InlineData("SIP/2.0/UDP h;branch=1;branch=2", SipFieldFaults.Parameter)]
    [InlineData("SIP/2.0/UDP h;branch;rport;BRANCH=2", SipFieldFaults.Parameter)]
    [InlineData("SIP/2.0/UDP h;branch=\"1", SipFieldFaults.Parameter)]
    [InlineData("SIP/2.0/UDP h x", SipFieldFaults.Parameter)]
    public void What_is_wrong_is_said(string text, SipFieldFaults fault) =>
        Assert.True(SipVia.Parse(Bytes(text), out var parts).Faults.HasFlag(fault));

    [Fact]
    public void An_empty_parameter_value_does_not_hide_the_branch()
    {
        var via = SipVia.Parse("SIP/2.0/UDP h;rport=;branch=z9hG4bK1"u8, out var parts);
        Assert.Equal("z9hG4bK1", via.Branch.Text());
        Assert.Equal(SipFieldFaults.EmptyParameter, via.Faults);
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;;branch=z9hG4bK1;rport")]
    [InlineData("SIP/2.0/UDP h:5060 ; ; branch = z9hG4bK1 ; ;rport;")]
    [InlineData("SIP/2.0/UDP h;rport;branch=z9hG4bK1;;, SIP/2.0/UDP i")]
    public void Stray_semicolons_hide_nothing(string text)
    {
        var via = SipVia.Parse(Bytes(text), out var parts);
        Assert.Equal("z9hG4bK1", via.Branch.Text());
        Assert.True(via.HasRPort);
        Assert.Equal(SipFieldFaults.EmptyParameter, via.Faults);
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;branch=z9hG4bK1 (Acme Proxy)")]
    [InlineData("SIP/2.0/UDP h;branch=z9hG4bK1 (Acme) , SIP/2.0/UDP i")]
    public void A_comment_ends_the_value_and_hides_nothing(string text)
    {
        var via = SipVia.Parse(Bytes(text), out var parts);
        Assert.Equal(("h", "z9hG4bK1"), (via.Host.Text(), via.Branch.Text()));
        Assert.Equal(SipFieldFaults.Comment, via.Faults);
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h (Acme);branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP h;branch=z9hG4bK1 (Acme) x")]
    [InlineData("SIP/2.0/UDP h;branch=z9hG4bK1 (Acme")]
    public void A_comment_that_something_follows_or_nothing_closes_is_a_fault(string text) =>
        Assert.True(SipVia.Parse(Bytes(text), out var parts).Faults.HasFlag(SipFieldFaults.Parameter));

    [Fact]
    public void One_branch_twice_is_no_fault() => Assert.Equal(SipFieldFaults.None, SipVia.Parse("SIP/2.0/UDP h;branch=1;BRANCH=1"u8, out var parts).Faults);

    [Fact]
    public void The_bottom_via_is_the_last_value_of_the_last_line()
    {
        var message = Parse(SipBuilder.Request("INVITE").Via("a").Header("Via", "SIP/2.0/UDP b, SIP/2.0/TCP c;x=\",\"").Line("v: SIP/2.0/UDP d ,SIP/2.0/UDP e"));
        Assert.Equal("a", message.Via.Host.Text());
        Assert.Equal("e", message.BottomVia.Host.Text());
    }
}
