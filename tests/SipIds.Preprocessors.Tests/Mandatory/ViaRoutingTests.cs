namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class ViaRoutingTests
{
    private const string Proxy = "Via: SIP/2.0/UDP 192.0.2.50:5060;branch=z9hG4bKp1";
    private const string Client = "Via: SIP/2.0/UDP 192.0.2.101:5070;branch=z9hG4bKc1";

    [Theory]
    [InlineData(Proxy + "\n" + Client)]
    [InlineData(Proxy + ", SIP/2.0/UDP 192.0.2.101:5070;branch=z9hG4bKc1")]
    [InlineData(Proxy + "\nv: SIP/2.0/UDP client.example.com;branch=z9hG4bKc1;received=192.0.2.101;rport=5070")]
    [InlineData(Proxy + "\nVia: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bKc1")]
    public void A_response_at_the_client_with_the_proxys_Via_is_misrouted(string vias) =>
        Assert.Equal(2014, Assert.Single(new MandatoryTester().See(Messages.Ok.With("Via", vias), "192.0.2.101", 5070)).Sid);

    [Theory]
    [InlineData(Client, "192.0.2.101", 5070)]
    [InlineData(Proxy + "\n" + Client, "192.0.2.50", 5060)]
    [InlineData(Proxy + "\n" + Client, "192.0.2.101", 5060)]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bKp1\n" + Client, "192.0.2.101", 5070)]
    [InlineData("Via: SIP/2.0/UDP proxy.example.com;branch=z9hG4bKp1\n" + Client, "192.0.2.101", 5070)]
    public void A_response_on_its_way_is_silent(string vias, string target, ushort port) =>
        Assert.Empty(new MandatoryTester().See(Messages.Ok.With("Via", vias), target, port));

    [Theory]
    [InlineData("255.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.1.75")]
    public void A_Via_below_the_top_that_is_no_host_is_reported(string host) =>
        Assert.Equal(2014, Assert.Single(new MandatoryTester().See(Messages.Ok.With("Via", $"{Proxy}\nVia: SIP/2.0/UDP {host};branch=z9hG4bKc1"))).Sid);

    [Fact]
    public void A_client_that_knows_no_address_of_its_own_and_was_seen_at_one_is_silent() =>
        Assert.Empty(new MandatoryTester().See(Messages.Ok.With("Via", Proxy + "\nVia: SIP/2.0/UDP 0.0.0.0;branch=z9hG4bKc1;received=192.0.2.101")));

    [Fact]
    public void A_request_may_stack_them() => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Via", Proxy + "\n" + Client), "192.0.2.101", 5070));
}
