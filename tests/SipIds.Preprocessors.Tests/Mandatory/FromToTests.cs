namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class FromToTests
{
    [Theory]
    [InlineData("\"Alice <sip:alice@example.com>;tag=1")]
    [InlineData("\"Alice\\\" <sip:alice@example.com>;tag=1")]
    [InlineData("\"Alice\" sip:alice@example.com;tag=1")]
    [InlineData("<sip:alice@example.com;tag=1")]
    [InlineData("Smith, Alice <sip:alice@example.com>;tag=1")]
    [InlineData("<alice@example.com>;tag=1")]
    [InlineData("alice;tag=1")]
    [InlineData("< sip:alice@example.com>;tag=1")]
    [InlineData("< sip:alice@example.com >;tag=1")]
    [InlineData("<sip:alice@example.com>;tag=1;tag=2")]
    [InlineData("<sip:al ice@example.com>;tag=1")]
    [InlineData("<sip:alice@>;tag=1")]
    [InlineData("<sip:alice@[2001:db8::1>;tag=1")]
    [InlineData("<sip:alice@2001:db8::66:5066>;tag=1")]
    [InlineData("<sip:alice@example.com:99999>;tag=1")]
    [InlineData("<sip:alice%4@example.com>;tag=1")]
    [InlineData("<sip:%s%n@example.com>;tag=1")]
    [InlineData("<>;tag=1")]
    [InlineData("sip:alice@example.com?Subject=x")]
    [InlineData("<sip:alice@example.com>;tag=1 junk")]
    public void What_is_no_address_is_reported(string value)
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", "From: " + value)), report => report.Sid == 2005);
        Assert.Equal(("2005/2", "From: " + value), (report.ToString(), report.Detail));
    }

    [Fact]
    public void To_is_judged_like_From() =>
        Assert.Equal("To: \"Bob", Assert.Single(new MandatoryTester().See(Messages.Ok.With("To", "To: \"Bob"))).Detail);

    [Theory]
    [InlineData("sip:alice@example.com;tag=1")]
    [InlineData("caller<sip:caller@example.com>;tag=1")]
    [InlineData("\"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\n  ;\n  tag = 98asjd8")]
    [InlineData("<http://www.example.com>;tag=1")]
    [InlineData("isbn:2983792873;tag=1")]
    [InlineData("<tel:+1-201-555-0123;phone-context=example.com>;tag=1")]
    [InlineData("<sip:*21*123#@example.com>;tag=1")]
    [InlineData("<sip:#31#+49891234@example.com>;tag=1")]
    [InlineData("\"José Ñandú\" <sip:jose@example.com>;tag=1")]
    [InlineData("José <sip:jose@example.com>;tag=1")]
    [InlineData("<sip:alice@example.com> ; tag = 1")]
    [InlineData("<sip:alice@example.com>;tag=1;TAG=1")]
    [InlineData("\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1")]
    [InlineData("<sip:alice@[2001:db8::1]:5070>;tag=1")]
    [InlineData("<sip:+1(212)555-1234@gw_1.example.com;user=phone>;tag=1")]
    [InlineData("O'Brien <sip:100@example.com>;tag=1")]
    [InlineData("\"Smith, Alice\" <sip:user;par=u%40example.net@example.com>;tag=1")]
    public void What_is_legal_or_common_is_silent(string value) =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With("From", "From: " + value)));

    [Theory]
    [InlineData("<sip:@192.0.2.1>;tag=1")]
    [InlineData("<sip:josé@example.com>;tag=1")]
    [InlineData("Sales (Berlin) <sip:100@example.com>;tag=1")]
    [InlineData("<sip:alice@example.com>;tag=1;")]
    [InlineData("<sip:alice@example.com>;;tag=1")]
    [InlineData("<sip:alice@example.com>;tag=1;x=")]
    [InlineData("<sip:alice@example.com >;tag=1")]
    [InlineData("\"Alice\" <sip:alice@example.com:5060;user=phone\t>;tag=1")]
    [InlineData("sip:alice@example.com;;tag=1")]
    public void What_every_receiver_repairs_alike_is_mild(string value) =>
        Assert.Equal("2005/3", Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", "From: " + value))).ToString());

    [Theory]
    [InlineData("sip:user@example.com?Route=%3Csip:sip.example.com%3E", "2005/2")]
    [InlineData("\"Alice <sip:alice@example.com>", "2005/2")]
    [InlineData("<sip:alice@example.com", "2005/2")]
    [InlineData("<sip:a@example.com>,,<sip:b@example.com>", "2005/2")]
    [InlineData("\"Joe\" <sip:joe@example.org>;;;;", "2005/3")]
    public void A_contact_with_two_readings_is_reported(string value, string report) =>
        Assert.Equal(report, Assert.Single(new MandatoryTester().See(Messages.Invite.With("Contact", "m: " + value))).ToString());

    [Theory]
    [InlineData("*")]
    [InlineData("<sip:user@example.com?Route=%3Csip:sip.example.com%3E>")]
    [InlineData("<sip:a@192.0.2.1>;methods=\"INVITE, ACK\";+sip.instance=\"<urn:uuid:0>\", \"B\" <sip:b@192.0.2.2>")]
    [InlineData("sip:+19725552222@gw1.example.net;unknownparam")]
    [InlineData("<name:John_Smith>")]
    public void A_legal_contact_is_silent(string value) =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Contact", "Contact: " + value)));

    [Fact]
    public void The_second_contact_line_is_judged_too() =>
        Assert.Equal(2005, Assert.Single(new MandatoryTester().See(Messages.Invite.And("m: <sip:alice@example.com"))).Sid);
}
