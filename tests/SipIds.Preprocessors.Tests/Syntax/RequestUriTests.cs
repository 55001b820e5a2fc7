namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class RequestUriTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("sip:example.com")]
    [InlineData("SIP:bob@EXAMPLE.com:5060;transport=udp;lr")]
    [InlineData("sips:bob:secret@192.0.2.1:5061")]
    [InlineData("sip:[2001:db8::1]:5060")]
    [InlineData("sip:#31#0123@example.com")]
    [InlineData("sip:*97@pbx_1.example.com")]
    [InlineData("sip:+1-212-555-0101;phone-context=example.com@example.com;user=phone")]
    [InlineData("sip:user;par=u%40example.net@example.com")]
    [InlineData("sip:bob%00@example.com")]
    [InlineData("sip:who?what@example.com")]
    [InlineData("tel:+1-212-555-0101;isub=1")]
    [InlineData("urn:service:sos")]
    [InlineData("nobodyKnowsThisScheme:totallyopaquecontent")]
    [InlineData("soap.beep://192.0.2.103:3002")]
    public void A_uri_raises_nothing(string uri) => Assert.Equal("", _driver.See(Messages.InviteTo(uri)));

    [Theory]
    [InlineData("<sip:bob@example.com>")]
    [InlineData("sip:bob@example.com; lr")]
    [InlineData("bob@example.com")]
    [InlineData("bob")]
    [InlineData(":bob@example.com")]
    [InlineData("sip:")]
    [InlineData("sip:bob@")]
    [InlineData("sip:bob@@example.com")]
    [InlineData("sip:bob@exa$mple.com")]
    [InlineData("sip:bob@2001:db8::1")]
    [InlineData("sip:bob@[2001:db8::1")]
    [InlineData("sip:bob@[not-an-address]")]
    [InlineData("sip:bob@example.com:port")]
    [InlineData("sip:bob@example.com:65536")]
    [InlineData("sip:%s%s%n@example.com")]
    [InlineData("sip:\"bob\"@example.com")]
    [InlineData("sip:bob@example.com?Route=%3Csip:sip.example.com%3E")]
    public void What_is_no_uri_is_reported(string uri) => Assert.Equal("1005", _driver.See(Messages.InviteTo(uri)));

    [Theory]
    [InlineData("sip:jos\u00c3\u00a9@example.com")]
    [InlineData("sip:@example.com")]
    public void What_phones_are_known_to_dial_is_reported_mildly(string uri) => Assert.Equal("(1005)", _driver.See(Messages.InviteTo(uri)));
}
