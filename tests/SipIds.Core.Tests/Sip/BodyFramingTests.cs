using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class BodyFramingTests
{
    private static SipBuilder Message => SipBuilder.Request("MESSAGE").Body("text/plain", "hello");

    [Theory]
    [InlineData("5", "hello", SipAnomalies.None)]
    [InlineData("005", "hello", SipAnomalies.None)]
    [InlineData("6", "hello", SipAnomalies.ContentLengthTooLarge)]
    [InlineData("2147483647", "hello", SipAnomalies.ContentLengthTooLarge)]
    [InlineData("4294967296", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("18446744073709551621", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("-1", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("+5", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("1e3", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("0x5", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("5 5", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("", "hello", SipAnomalies.ContentLengthInvalid)]
    [InlineData("2", "he", SipAnomalies.TrailingBytes)]
    [InlineData("0", "", SipAnomalies.TrailingBytes)]
    public void Content_length_grants_what_the_payload_holds(string length, string body, SipAnomalies anomalies)
    {
        var message = Parse(Message.ContentLength(length));
        Assert.Equal(body, message.Body.Text());
        Assert.Equal("hello", message.AfterHeaders.Text());
        Assert.Equal(anomalies, message.Anomalies);
    }

    [Theory]
    [InlineData("l")]
    [InlineData("L")]
    [InlineData("content-length")]
    [InlineData("CONTENT-LENGTH")]
    [InlineData("Content-Length ")]
    public void Every_spelling_of_content_length_frames_the_body(string name) =>
        Assert.Equal("he", Parse(Message.WithoutContentLength().Line($"{name}: 2")).Body.Text());

    [Fact]
    public void Without_content_length_the_body_goes_to_the_end_of_the_datagram() =>
        Assert.Equal("hello", Parse(Message.WithoutContentLength()).Body.Text());

    [Theory]
    [InlineData("2", SipAnomalies.ContentLengthConflict)]
    [InlineData("x", SipAnomalies.ContentLengthConflict)]
    [InlineData("5", SipAnomalies.None)]
    [InlineData("05", SipAnomalies.None)]
    public void Two_content_lengths_must_say_the_same(string second, SipAnomalies anomalies) =>
        Assert.Equal(anomalies, Parse(Message.WithoutContentLength().Line("Content-Length: 5").Line($"l: {second}")).Anomalies);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("  \t\n")]
    public void Padding_after_the_body_says_nothing(string padding) =>
        Assert.Equal(SipAnomalies.None, Parse(Message.Body("text/plain", "hello" + padding).ContentLength(5)).Anomalies);

    [Fact]
    public void A_second_message_after_the_body_is_said() =>
        Assert.Equal(
            SipAnomalies.TrailingBytes | SipAnomalies.TrailingMessage,
            Parse(Message.Body("text/plain", "hello\r\n" + SipBuilder.Request("INVITE")).ContentLength(5)).Anomalies);
}
