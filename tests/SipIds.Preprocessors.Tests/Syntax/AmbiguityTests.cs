namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class AmbiguityTests
{
    private const string Second = "OPTIONS sip:carol@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1\r\n\r\n";

    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("Content-Length: 0\r\nl: 4\r\n", "1011")]
    [InlineData("Content-Length: 4\r\nContent-Length: none\r\n", "1011")]
    [InlineData("Content-Length: none\r\nContent-Length: 4\r\n", "1004 1011")]
    [InlineData("Content-Length: 4\r\nContent-Length: 04\r\n", "(1011)")]
    [InlineData("Content-Length: 4\r\n", "")]
    public void Two_content_lengths_are_reported_and_two_alike_mildly(string lines, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: lines, body: "body")));

    [Theory]
    [InlineData("Expires : 10\r\n", "(1011)")]
    [InlineData("Expires\t: 10\r\nExpires: 10\r\n", "(1011)")]
    [InlineData("Expires : 10\r\nExpires: 20\r\n", "(1011)")]
    [InlineData("Refer-To : <sip:a@example.com>\r\nRefer-To: <sip:b@example.com>\r\n", "1011")]
    [InlineData("Refer-To: <sip:b@example.com>\r\nRefer-To : <sip:a@example.com>\r\n", "1011")]
    [InlineData("Expires: 20\r\nExpires: 10\r\n", "")]
    [InlineData("Route : <sip:a.example.com;lr>\r\nRoute: <sip:b.example.com;lr>\r\n", "(1011)")]
    [InlineData("Call-ID : another@192.0.2.1\r\n", "1011")]
    public void A_space_before_the_colon_is_reported_where_it_hides_another_value(string lines, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: lines)));

    [Fact]
    public void A_request_with_lf_beside_crlf_is_reported() => Assert.Equal("1011", _driver.See(Messages.Invite(more: "Subject: x\n")));

    [Fact]
    public void A_request_with_lf_alone_is_reported_mildly() =>
        Assert.Equal("(1011)", _driver.See(Messages.Invite().Replace("\r\n", "\n", StringComparison.Ordinal)));

    [Fact]
    public void A_response_that_echoes_lf_beside_crlf_is_reported_mildly() =>
        Assert.Equal("(1011)", _driver.See(Messages.Invite("SIP/2.0 200 OK", "Subject: x\n")));

    [Theory]
    [InlineData("Subject: one\r\n two\r\n")]
    [InlineData("Max-Forwards:\r\n 70\r\n")]
    [InlineData("CSeq: 314159\r\n INVITE\r\n")]
    [InlineData("Via: SIP/2.0/UDP\r\n 192.0.2.7:5060\r\n ;branch=\r\n z9hG4bK1\r\n")]
    [InlineData("From: Alice\r\n Liddell <sip:alice@example.com>\r\n\t;tag=1\r\n")]
    [InlineData("To: \"Bob\r\n Dobbs\" <sip:bob@example.com>\r\n")]
    public void Folding_between_tokens_raises_nothing(string line) => Assert.Equal("", _driver.See(Messages.Invite(more: line)));

    [Theory]
    [InlineData("Call-ID: a84b4c\r\n 76e66710@192.0.2.1\r\n")]
    [InlineData("CSeq: 314\r\n 159 INVITE\r\n")]
    [InlineData("CSeq: 314159 INV\r\n ITE\r\n")]
    [InlineData("Max-Forwards: 7\r\n 0\r\n")]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.7\r\n 7:5060;branch=z9hG4bK1\r\n")]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG\r\n 4bK1\r\n")]
    [InlineData("From: <sip:alice@example.com>;tag=19\r\n 28\r\n")]
    [InlineData("To: <sip:bo\r\n b@example.com>\r\n")]
    [InlineData("Subject: x\r\n \r\n")]
    public void Folding_inside_a_token_is_reported(string line) => Assert.Equal("1011", _driver.See(Messages.Invite(more: line)));

    [Theory]
    [InlineData(Second, "(1011)")]
    [InlineData("\r\n\r\n\0\0", "")]
    [InlineData("padding", "")]
    public void A_second_message_is_reported_mildly_and_padding_not_at_all(string trailer, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: "Content-Length: 0\r\n") + trailer));
}
