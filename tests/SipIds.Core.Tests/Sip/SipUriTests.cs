using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipUriTests
{
    [Theory]
    [InlineData("sip:example.com", "", "", "example.com", 0)]
    [InlineData("sip:bob@example.com", "bob", "", "example.com", 0)]
    [InlineData("SIPS:bob@example.com:5061", "bob", "", "example.com", 5061)]
    [InlineData("sip:bob:secret@192.0.2.1", "bob", "secret", "192.0.2.1", 0)]
    [InlineData("sip:user;par=u%40example.net@example.com", "user;par=u%40example.net", "", "example.com", 0)]
    [InlineData("sip:+1-212-555-1212:1234@gateway.example.com;user=phone", "+1-212-555-1212", "1234", "gateway.example.com", 0)]
    [InlineData("sip:*60#@example.com", "*60#", "", "example.com", 0)]
    [InlineData("sip:[2001:db8::10]", "", "", "[2001:db8::10]", 0)]
    [InlineData("sip:bob@[2001:db8::10]:5070;lr", "bob", "", "[2001:db8::10]", 5070)]
    [InlineData("sip:bob@example.com:0", "bob", "", "example.com", 0)]
    [InlineData("sip:bob@example.com:65535", "bob", "", "example.com", 65535)]
    public void A_sip_uri_has_a_user_a_password_a_host_and_a_port(string text, string user, string password, string host, int port)
    {
        var uri = SipUri.Parse(Bytes(text), out var parts);
        Assert.True(uri.IsSip);
        Assert.Equal((user, password, host, port), (uri.User.Text(), uri.Password.Text(), uri.Host.Text(), uri.Port));
        Assert.Equal(SipFieldFaults.None, uri.Faults);
    }

    [Theory]
    [InlineData("sip:a@b;lr", "lr", "")]
    [InlineData("sip:a@b;LR;transport=tcp", "lr", "")]
    [InlineData("sip:a@b;transport=TCP?x=y;transport=no", "transport", "TCP")]
    [InlineData("sip:a@b:5060;maddr=192.0.2.1", "maddr", "192.0.2.1")]
    public void Parameters_are_found_by_name(string text, string name, string value)
    {
        Assert.True(SipUri.Parse(Bytes(text), out var parts).Parameters.TryGet(Bytes(name), out var found));
        Assert.Equal(value, found.Text());
    }

    [Fact]
    public void Headers_follow_the_question_mark()
    {
        var uri = SipUri.Parse("sip:a@b;lr?Subject=x&Route=%3Csip:c%3E"u8, out var parts);
        Assert.Equal("Subject=x&Route=%3Csip:c%3E", uri.Headers.Text());
        Assert.Equal(";lr", uri.Parameters.Text.Text());
    }

    [Theory]
    [InlineData("tel:+15551234;phone-context=x", "tel", "+15551234;phone-context=x")]
    [InlineData("urn:service:sos", "urn", "service:sos")]
    [InlineData("soap.beep://192.0.2.103:3002", "soap.beep", "//192.0.2.103:3002")]
    public void Any_other_scheme_is_a_scheme_and_the_rest(string text, string scheme, string rest)
    {
        var uri = SipUri.Parse(Bytes(text), out var parts);
        Assert.False(uri.IsSip);
        Assert.Equal((scheme, rest), (uri.Scheme.Text(), uri.User.Text()));
        Assert.Equal(SipFieldFaults.None, uri.Faults);
    }

    [Theory]
    [InlineData("", SipFieldFaults.Empty)]
    [InlineData("tel:", SipFieldFaults.Empty)]
    [InlineData("bob@example.com", SipFieldFaults.Scheme)]
    [InlineData(":bob@example.com", SipFieldFaults.Scheme)]
    [InlineData("1sip:bob", SipFieldFaults.Scheme)]
    [InlineData("sip:", SipFieldFaults.Host)]
    [InlineData("sip:bob@", SipFieldFaults.Host)]
    [InlineData("sip:bob@;lr", SipFieldFaults.Host)]
    [InlineData("sip:a@b@c", SipFieldFaults.Host)]
    [InlineData("sip:2001:db8::10", SipFieldFaults.Host)]
    [InlineData("sip:[2001:db8::10", SipFieldFaults.UnbalancedBracket)]
    [InlineData("sip:[]", SipFieldFaults.Host)]
    [InlineData("sip:[example.com]", SipFieldFaults.Host)]
    [InlineData("sip:b:99999", SipFieldFaults.Port)]
    [InlineData("sip:b:99999999999999999999", SipFieldFaults.Port)]
    [InlineData("sip:b:", SipFieldFaults.Port)]
    [InlineData("sip:b:x", SipFieldFaults.Port)]
    [InlineData("sip:@b", SipFieldFaults.UriCharacter)]
    [InlineData("sip:a b@c", SipFieldFaults.UriCharacter)]
    [InlineData("sip:a\u00E9@c", SipFieldFaults.UriCharacter)]
    [InlineData("sip:a%4@c", SipFieldFaults.Escape)]
    [InlineData("sip:a%zz@c", SipFieldFaults.Escape)]
    [InlineData("sip:a%@c", SipFieldFaults.Escape)]
    public void What_is_wrong_is_said(string text, SipFieldFaults fault) =>
        Assert.True(SipUri.Parse(Bytes(text), out var parts).Faults.HasFlag(fault));
}
