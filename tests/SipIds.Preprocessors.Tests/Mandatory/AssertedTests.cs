using SipIds.Options;
using SipIds.Packets;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class AssertedTests
{
    private const string Asserted = "P-Asserted-Identity: <sip:+15551234@example.com>";

    private static readonly PipelineOptions s_settings = new() { AssertedFrom = NetPrefixSet.Create([NetPrefix.Parse("198.51.100.1")]), ProxyIp = NetPrefixSet.Create([NetPrefix.Parse("192.0.2.20")]) };

    [Theory]
    [InlineData(Asserted, "2017/2")]
    [InlineData("remote-party-id: <sip:+15551234@x>;party=calling;screen=yes", "2017/2")]
    [InlineData("P-Charging-Vector: icid-value=1234", "2017/2")]
    [InlineData("P-Charge-Info: <sip:+15551234@x>", "2017/2")]
    [InlineData("P-Preferred-Identity: <sip:+15551234@example.com>", "2017/3")]
    [InlineData("P-Access-Network-Info: IEEE-802.11", "")]
    [InlineData("Privacy: id", "")]
    [InlineData("X-Remote-Party: x", "")]
    public void What_only_those_who_are_trusted_may_assert_is_reported(string line, string report)
    {
        Assert.Equal(report, See(s_settings, "203.0.113.66", "203.0.113.66", Messages.Invite.And(line)));
        Assert.Equal(report, See(s_settings, "203.0.113.66", "203.0.113.66", Messages.Ok.And(line)));
    }

    [Theory]
    [InlineData("198.51.100.1", "198.51.100.1")]
    [InlineData("192.0.2.20", "203.0.113.66")]
    [InlineData("192.0.2.20", "198.51.100.1")]
    public void Those_who_are_trusted_and_our_proxies_may(string source, string origin) =>
        Assert.Equal("", See(s_settings, source, origin, Messages.Invite.And(Asserted)));

    [Fact]
    public void Nothing_is_said_where_nobody_is_named() => Assert.Equal("", See(new(), "203.0.113.66", "203.0.113.66", Messages.Invite.And(Asserted)));

    private static string See(PipelineOptions settings, string source, string origin, string message) => string.Join(' ', new MandatoryTester(settings: settings)
    {
        Source = new(NetAddress.Parse(source), 5060),
        Origin = new(NetAddress.Parse(origin), 5060),
    }.See(message));
}
