using SipIds.Sip;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class SmallFieldTests
{
    [Theory]
    [InlineData("Call-ID", "i: other@192.0.2.101", "2007/2")]
    [InlineData("CSeq", "CSEQ: 2 INVITE", "2007/2")]
    [InlineData("From", "f: <sip:carol@example.com>;tag=2", "2007/2")]
    [InlineData("To", "t: <sip:carol@example.com>", "2007/2")]
    [InlineData("Max-Forwards", "max-forwards: 5", "2007/3")]
    [InlineData("User-Agent", "User-Agent: Gateway", "2007/3")]
    public void A_single_header_with_two_values_is_reported(string header, string second, string report)
    {
        var found = Assert.Single(new MandatoryTester().See(Messages.Invite.And(second)));
        Assert.Equal(report, found.ToString());
        Assert.StartsWith(header, found.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Session-Expires: 1800\nx: 3600;refresher=uac")]
    [InlineData("Min-SE: 90\nMin-SE: 300")]
    [InlineData("Expires: 60\nExpires: 3600")]
    [InlineData("Min-Expires: 60\nMin-Expires: 90")]
    [InlineData("Retry-After: 1\nRetry-After: 2")]
    [InlineData("Timestamp: 1\nTimestamp: 2")]
    [InlineData("RSeq: 1\nRSeq: 2")]
    [InlineData("Subject: one\ns: two")]
    [InlineData("Date: Sat, 13 Nov 2010 23:29:00 GMT\nDate: Sat, 13 Nov 2010 23:29:01 GMT")]
    public void Numbers_and_descriptions_with_two_values_are_mild(string lines) =>
        Assert.Equal("2007/3", Assert.Single(new MandatoryTester().See(Messages.Invite.And(lines))).ToString());

    [Theory]
    [InlineData("Refer-To: <sip:a@example.com>\nr: <sip:b@example.com>")]
    [InlineData("Replaces: 1;to-tag=1;from-tag=2\nReplaces: 2;to-tag=1;from-tag=2")]
    [InlineData("Content-Type: application/sdp\nc: text/plain")]
    [InlineData("RAck: 1 1 INVITE\nRAck: 2 1 INVITE")]
    [InlineData("Event: presence\no: refer")]
    [InlineData("Expires: 3600\nExpires: 0")]
    [InlineData("Expires: 000\nExpires: 60")]
    [InlineData("Expires: 60\nExpires: 70\nExpires: 0")]
    public void What_decides_is_reported_where_it_has_two_values(string lines) =>
        Assert.Equal("2007/2", Assert.Single(new MandatoryTester().See(Messages.Invite.And(lines))).ToString());

    [Theory]
    [InlineData("i: a84b4c76e66710@192.0.2.101")]
    [InlineData("Contact: <sip:other@192.0.2.102>")]
    [InlineData("Supported: timer\nSupported: replaces")]
    [InlineData("X-Note: 1\nX-Note: 2")]
    public void Equal_values_and_lists_are_silent(string lines) => Assert.Empty(new MandatoryTester().See(Messages.Invite.And(lines)));

    [Theory]
    [InlineData(null)]
    [InlineData("Max-Forwards: 0")]
    [InlineData("Max-Forwards: 256")]
    [InlineData("Max-Forwards: -1")]
    [InlineData("Max-Forwards: 70a")]
    [InlineData("Max-Forwards: 99999999999999999999")]
    public void A_wrong_Max_Forwards_is_reported(string? line) =>
        Assert.Equal(2008, Assert.Single(new MandatoryTester().See(Messages.Invite.With("Max-Forwards", line))).Sid);

    [Theory]
    [InlineData("MaX-fOrWaRdS: 0068")]
    [InlineData("Max-Forwards: 255")]
    [InlineData("Max-Forwards: 1")]
    public void A_legal_Max_Forwards_is_silent(string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Max-Forwards", line)));

    [Fact]
    public void A_response_has_no_Max_Forwards() => Assert.Empty(new MandatoryTester().See(Messages.Ok));

    [Theory]
    [InlineData("From: <sip:a@example.com>")]
    [InlineData("From: <sip:a@example.com>;tag=")]
    [InlineData("From: <sip:a@example.com>;tag")]
    [InlineData("From: <sip:a@example.com;tag=1>")]
    public void A_From_without_a_tag_is_reported(string line) =>
        Assert.Equal(2009, Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", line))).Sid);

    [Fact]
    public void The_name_of_the_tag_may_be_in_any_case() =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With("From", "From: <sip:a@example.com>; x=y ; TAG = 1")));

    [Theory]
    [InlineData("390skdjuw")]
    [InlineData("z9hG4bK")]
    [InlineData("0")]
    public void A_branch_without_the_cookie_is_reported(string branch) =>
        Assert.Equal(2010, Assert.Single(new MandatoryTester().See(Messages.Invite.With("Via", $"Via: SIP/2.0/UDP 192.0.2.1;branch={branch}"))).Sid);

    [Theory]
    [InlineData("Call-ID", "Call-ID: {0}")]
    [InlineData("From", "From: <sip:a@example.com>;tag={0}")]
    [InlineData("To", "To: <sip:{0}@example.com>")]
    [InlineData("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{0}")]
    [InlineData("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{0}")]
    [InlineData("Via", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1, SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK{0}")]
    public void A_field_over_the_limit_is_reported(string header, string format)
    {
        var line = format.Replace("{0}", new string('x', 220), StringComparison.Ordinal);
        var message = Messages.Invite.With(header, line);
        Assert.Equal(2011, Assert.Single(new MandatoryTester(limits: new LimitsOptions { Field = new(200) }).See(message)).Sid);
        Assert.Empty(new MandatoryTester(limits: new LimitsOptions { Field = new(400) }).See(message));
    }

    [Fact]
    public void Many_short_Via_values_in_one_line_are_no_long_one()
    {
        var line = "Via: " + string.Join(", ", Enumerable.Range(0, 20).Select(n => $"SIP/2.0/UDP 192.0.2.{n};branch=z9hG4bK{n}"));
        Assert.Empty(new MandatoryTester(limits: new LimitsOptions { Field = new(200) }).See(Messages.Invite.With("Via", line)));
    }

    [Theory]
    [InlineData(256, "")]
    [InlineData(257, "2011/2")]
    public void A_tag_or_branch_over_its_limit_is_reported(int length, string report)
    {
        var value = new string('x', length);
        var tester = new MandatoryTester();
        Assert.Equal(report, string.Join(' ', tester.See(Messages.Invite.With("From", $"From: <sip:a@example.com>;tag={value}"))));
        Assert.Equal(report, string.Join(' ', tester.See(Messages.Ok.With("To", $"To: <sip:a@example.com>;tag={value}"))));
        Assert.Equal(report, string.Join(' ', tester.See(Messages.Invite.With("Via", $"Via: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK{value[7..]}"))));
        Assert.Equal(report, string.Join(' ', tester.See(Messages.Ok.With("Via", $"Via: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK1\nVia: SIP/2.0/UDP 192.0.2.102;branch=z9hG4bK{value[7..]}"))));
    }

    [Fact]
    public void The_limit_of_tags_can_be_raised() =>
        Assert.Empty(new MandatoryTester(limits: new() { Tag = new(400) }).See(Messages.Invite.With("From", $"From: <sip:a@example.com>;tag={new string('x', 400)}")));
}
