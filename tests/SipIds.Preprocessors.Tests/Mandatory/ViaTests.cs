using SipIds.Testing;

using SipIds.Events;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class ViaTests
{
    [Theory]
    [InlineData("HTTP/2.0/UDP 192.0.2.1;branch=z9hG4bK1")]
    [InlineData("SIP/7.0/UDP 192.0.2.1;branch=z9hG4bK1")]
    [InlineData("SIP/2.0 UDP 192.0.2.1;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP ;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 2001:db8::66:5066;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1:99999;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.15;;,;,,")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1,")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1 junk")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;branch=z9hG4bK2")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;;=z9hG4bK1;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=")]
    [InlineData("SIP/2.0/UDP 192.0.2.1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch")]
    [InlineData("SIP/2.0/UDP 192.0.2.1, SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1, SIP/3.0/UDP 192.0.2.2;branch=z9hG4bK2")]
    public void A_wrong_one_is_reported(string value) =>
        Assert.Contains(new MandatoryTester().See(Messages.Invite.With("Via", "Via: " + value)), report => report is { Sid: 2006, Severity: Severity.Medium });

    [Fact]
    public void The_second_line_is_judged_too() =>
        Assert.Equal("2006/2", Assert.Single(new MandatoryTester().See(Messages.Invite.And("v: SIP/2.0/UDP ;branch=z9hG4bK2"))).ToString());

    [Theory]
    [InlineData("SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en")]
    [InlineData("SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks")]
    [InlineData("SIP  / 2.0  / TCP     spindle.example.com   ;\n  branch  =   z9hG4bK9ikj8  ,\n SIP  /    2.0   / UDP  192.168.255.111   ; branch=\n z9hG4bK30239")]
    [InlineData("SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1;received=2001:db8::2")]
    [InlineData("SIP/2.0/UDP host_1.example.com : 5060;rport;branch=z9hG4bK1")]
    [InlineData("sip/2.0/udp 192.0.2.1;BRANCH=Z9HG4BK1")]
    public void A_legal_one_is_silent(string value) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Via", "Via: " + value)));

    [Theory]
    [InlineData("SIP/2.0/UDP 192.0.2.1:5060;;branch=z9hG4bK1;rport")]
    [InlineData("SIP/2.0/UDP 192.0.2.1:5060 ; ; branch = z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;rport;;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;;;")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;rport=;branch=z9hG4bK1")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;received=")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1 (Acme Gateway)")]
    [InlineData("SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1;,SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2")]
    public void A_slip_that_every_receiver_repairs_alike_is_mild(string value) =>
        Assert.Equal("2006/3", Assert.Single(new MandatoryTester().See(Messages.Invite.With("Via", "Via: " + value))).ToString());

    [Fact]
    public void A_request_of_RFC_2543_without_a_branch_is_mild()
    {
        var message = Messages.Invite.With("Via", "Via: SIP/2.0/UDP iftgw.example.com").With("Max-Forwards", null).With("From", "From: <sip:a@example.com>");
        Assert.Equal("2006/3 2008/3 2009/3", string.Join(' ', new MandatoryTester().See(message)));
    }

    [Fact]
    public void A_ping_without_a_branch_is_mild()
    {
        var ping = SipBuilder.Request("OPTIONS", "sip:192.0.2.10").Replace("Via", "SIP/2.0/UDP 192.0.2.36").Build();
        Assert.Equal("2006/3", Assert.Single(new MandatoryTester().See(ping)).ToString());
    }

    [Fact]
    public void A_proxy_of_RFC_2543_below_the_top_is_mild() =>
        Assert.Equal("2006/3", Assert.Single(new MandatoryTester().See(Messages.Invite.And("Via: SIP/2.0/UDP old.example.com"))).ToString());

    [Fact]
    public void A_response_to_a_request_without_a_branch_is_mild() =>
        Assert.Equal("2006/3", Assert.Single(new MandatoryTester().See(Messages.Ok.With("Via", "Via: SIP/2.0/UDP 192.0.2.1"))).ToString());

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("237.107.107.139:42976")]
    [InlineData("255.255.255.255")]
    [InlineData("[::]:5060")]
    [InlineData("[ff02::1]")]
    public void A_request_that_no_response_can_reach_is_mild(string host) =>
        Assert.Equal("2006/3", Assert.Single(new MandatoryTester().See(Messages.Invite.With("Via", $"Via: SIP/2.0/UDP {host};branch=z9hG4bK1"))).ToString());

    [Theory]
    [InlineData("0.0.0.0;received=192.0.2.1")]
    [InlineData("223.255.255.1")]
    [InlineData("[::1]")]
    [InlineData("254.example.com")]
    public void One_that_a_response_can_reach_is_silent(string host) =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Via", $"Via: SIP/2.0/UDP {host};branch=z9hG4bK1")));

    [Theory]
    [InlineData("oc;oc-algo=\"loss,A\"", "")]
    [InlineData("oc=100", "2006/3")]
    [InlineData("oc-validity=500", "2006/3")]
    [InlineData("OC-Seq=1", "2006/3")]
    [InlineData("ocean=5", "")]
    public void A_client_says_that_it_knows_overload_control_and_no_more(string parameters, string report) =>
        Assert.Equal(report, string.Join(' ', new MandatoryTester().See(Messages.Invite.With("Via", $"Via: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK7;{parameters}"))));

    [Theory]
    [InlineData("oc=20;oc-algo=\"loss\";oc-validity=500;oc-seq=1282321615.782", "")]
    [InlineData("oc=150;oc-algo=\"rate\";oc-validity=1000;oc-seq=1.1", "")]
    [InlineData("oc;oc-algo=\"loss\"", "")]
    [InlineData("oc=0;oc-validity=0", "")]
    [InlineData("oc=101;oc-algo=\"loss\"", "2006/3")]
    [InlineData("oc=all", "2006/3")]
    [InlineData("oc=-1", "2006/3")]
    [InlineData("oc=100;oc-algo=\"loss\";oc-validity=3600000", "2006/3")]
    public void A_server_asks_for_what_can_be(string parameters, string report) =>
        Assert.Equal(report, string.Join(' ', new MandatoryTester().See(Messages.Ok.With("Via", $"Via: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK7;{parameters}"))));
}
