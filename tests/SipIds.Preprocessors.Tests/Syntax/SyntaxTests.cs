using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Syntax;

namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class SyntaxTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("INVITE sip:bob@example.com SIP/2.0")]
    [InlineData("INVITE sip:bob@example.com sip/2.0")]
    [InlineData("!interesting-Method0123456789_*+`.%indeed'~ sip:bob@example.com SIP/2.0")]
    [InlineData("SIP/2.0 200 OK")]
    [InlineData("SIP/2.0 200 ")]
    [InlineData("SIP/2.0 200")]
    [InlineData("\r\n\r\nSIP/2.0 180 Ringing")]
    public void An_ordinary_start_line_raises_nothing(string startLine) => Assert.Equal("", _driver.See(Messages.Invite(startLine)));

    [Theory]
    [InlineData("INVITE  sip:bob@example.com SIP/2.0", "1001")]
    [InlineData("INVITE\tsip:bob@example.com SIP/2.0", "1001")]
    [InlineData("INVITE sip:bob@example.com  SIP/2.0", "1001")]
    [InlineData("INVITE sip:bob@example.com SIP/2.0 ", "1001")]
    [InlineData(" INVITE sip:bob@example.com SIP/2.0", "1001")]
    [InlineData("INV\"ITE sip:bob@example.com SIP/2.0", "1001")]
    [InlineData("INVITE sip:bob@example.com", "1001")]
    [InlineData("INVITE", "1001")]
    [InlineData("SIP/2.0  200 OK", "1001")]
    [InlineData("INVITE sip:bob@example.com SIP/3.0", "1003")]
    [InlineData("INVITE sip:bob@example.com SIP/2.00", "1003")]
    [InlineData("SIP/7.0 200 OK", "1003")]
    [InlineData("SIP/2.0 099 OK", "1008")]
    [InlineData("SIP/2.0 700 OK", "1008")]
    [InlineData("SIP/2.0 4294967301 OK", "1008")]
    [InlineData("SIP/2.0 2OO OK", "1008")]
    [InlineData("SIP/2.0 +20 OK", "1008")]
    public void A_broken_start_line_is_reported(string startLine, string events) => Assert.Equal(events, _driver.See(Messages.Invite(startLine)));

    [Theory]
    [InlineData("X-Anything-At.All!: value\r\n", "")]
    [InlineData("Subject:\r\n", "")]
    [InlineData("Subject: \"a \\\u0001 quoted pair\"\r\n", "")]
    [InlineData("Subject: a\tb\r\n", "")]
    [InlineData("Subject: \u00c3\u00a4\u00c3\u00b6\r\n", "")]
    [InlineData("Subject\r\n", "1002")]
    [InlineData(": nameless\r\n", "1002")]
    [InlineData("Sub ject: two words\r\n", "1002")]
    [InlineData("Sub\"ject: a quote\r\n", "1002")]
    [InlineData("Subject: a\0b\r\n", "1007")]
    [InlineData("Subject: a\u0001b\r\n", "1007")]
    [InlineData("Subject: a\u007fb\r\n", "1007")]
    [InlineData("Subject: a\rb\r\n", "1007")]
    public void A_header_line_is_judged_by_its_form(string line, string events) => Assert.Equal(events, _driver.See(Messages.Invite(more: line)));

    [Fact]
    public void A_first_header_line_that_continues_nothing_is_reported() =>
        Assert.Equal("1002", _driver.See(Messages.Invite("INVITE sip:bob@example.com SIP/2.0\r\n Subject: x")));

    [Fact]
    public void Headers_without_an_empty_line_are_reported() => Assert.Equal("1002", _driver.See(Messages.Invite()[..^2]));

    [Theory]
    [InlineData("4", "")]
    [InlineData("0004", "")]
    [InlineData("2", "")]
    [InlineData("5", "1004")]
    [InlineData("-4", "1004")]
    [InlineData("", "1004")]
    [InlineData("0x4", "1004 1011")]
    [InlineData("four", "1004")]
    [InlineData("4294967300", "1004")]
    [InlineData("+4", "1004")]
    [InlineData("4, 5", "1004 1011")]
    [InlineData("4 bytes", "1004 1011")]
    [InlineData("0\r\n 4", "1004 1011")]
    public void Content_length_is_a_number_that_the_datagram_holds(string length, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: $"Content-Length: {length}\r\n", body: "body")));

    [Fact]
    public void A_body_may_hold_any_byte() =>
        Assert.Equal("", _driver.See(Messages.Invite(more: "Content-Type: application/isup\r\nContent-Length: 4\r\n", body: "\0\r\u0001\u00ff")));

    [Theory]
    [InlineData("hello")]
    [InlineData("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")]
    [InlineData("\u0080\0\u0001\u0002 media, perhaps")]
    public void A_payload_that_is_no_sip_is_reported(string payload) => Assert.Equal("1010", _driver.See(payload));

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("jaK\0")]
    [InlineData("\u0000\u0001\u0000\u0000\u0021\u0012\u00a4\u0042123456789012")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001")]
    [InlineData("\u0016\u00fe\u00fd\u0000\u0000\u0000")]
    public void Keep_alives_and_encrypted_records_raise_nothing(string payload) => Assert.Equal("", _driver.See(payload));

    [Fact]
    public void What_the_capture_cut_off_is_not_the_senders_fault()
    {
        var driver = new SyntaxDriver { Truncated = true };
        var message = Messages.InviteWithSdp(Messages.Sdp);
        Assert.All(Enumerable.Range(1, message.Length), length => Assert.Equal("", driver.See(message[..length])));
    }

    [Fact]
    public void A_truncated_message_is_still_judged_by_what_is_there() =>
        Assert.Equal("1001 1007", new SyntaxDriver { Truncated = true }.See(Messages.Invite("INVITE  sip:bob@example.com SIP/2.0", "Subject: \0\r\n")[..^2]));

    [Fact]
    public void Every_event_has_the_number_that_the_catalogue_gives_it()
    {
        var events = SyntaxPreprocessor.Info.Events;
        Assert.Equal(Enumerable.Range(1001, 12), events.Select(e => e.Sid));
        Assert.All(events, e => Assert.Equal(e.Severity is Severity.Low ? EventAction.Alert : EventAction.Drop, e.Action));
    }

    [Fact]
    public void The_built_in_preprocessors_register_without_a_clash() =>
        Assert.NotNull(BuiltIn.Register(new PreprocessorRegistry()).ToCatalogue().Find("syntax-ambiguous"));
}
