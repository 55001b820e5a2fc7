using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class HugeInputTests
{
    private const string StartLine = "OPTIONS sip:b@c SIP/2.0\r\n";
    private const int Large = 8 << 20;

    [Fact]
    public void A_header_of_nearly_64_kib_is_read_whole()
    {
        var value = new string('x', 65_000);
        Assert.Equal(value, Parse($"{StartLine}Subject: {value}\r\n\r\n").ValueOf(SipHeaderId.Subject).Text());
    }

    [Fact]
    public void A_start_line_of_nearly_64_kib_is_read_whole()
    {
        var user = new string('x', 65_000);
        Assert.Equal(user, Parse($"OPTIONS sip:{user}@c SIP/2.0\r\nVia: x\r\n\r\n").RequestUri.User.Text());
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(70_000)]
    [InlineData(200_000)]
    public void A_header_past_64_kib_is_said_and_never_read_as_another(int length)
    {
        var message = Parse($"{StartLine}Via: SIP/2.0/UDP a\r\nSubject: {new string('x', length)}\r\nFrom: sip:eve@example.com\r\n\r\nbody");
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.TooManyHeaders));
        Assert.Equal("SIP/2.0/UDP a", message.ValueOf(SipHeaderId.Via).Text());
        Assert.False(message.Has(SipHeaderId.From));
        Assert.Equal("body", message.Body.Text());
    }

    [Fact]
    public void Ten_thousand_vias_are_as_many_as_the_table_holds_and_said()
    {
        var message = Parse($"{StartLine}{string.Concat(Enumerable.Repeat("Via: a\r\n", 10_000))}\r\nbody");
        Assert.Equal(SipHeaderTable.MaxCapacity, message.HeaderCount);
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.TooManyHeaders));
        Assert.Equal("body", message.Body.Text());
    }

    [Theory]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\n", "\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("\r\n", "\n")]
    public void The_body_is_found_behind_more_lines_than_can_be_indexed(string lineEnd, string emptyLine)
    {
        for (var lines = 900; lines < 1100; lines++)
        {
            var message = Parse($"{StartLine}{string.Concat(Enumerable.Repeat("a:" + lineEnd, lines))}{emptyLine}body");
            Assert.Equal("body", message.Body.Text());
            Assert.Equal(Math.Min(lines, SipHeaderTable.MaxCapacity), message.HeaderCount);
        }
    }

    [Fact]
    public void A_header_folded_over_thousands_of_lines_is_said()
    {
        var message = Parse($"{StartLine}Via: a\r\nSubject: {string.Concat(Enumerable.Repeat("x\r\n ", 10_000))}y\r\nFrom: b\r\n\r\nbody");
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.TooManyHeaders));
        Assert.Equal("body", message.Body.Text());
    }

    // One pass over these is some milliseconds; work that grew with the square of the length would be days.
    [Theory]
    [InlineData("\n")]
    [InlineData("a\n")]
    [InlineData("a:\r\n")]
    [InlineData("a\r\n ")]
    [InlineData(":")]
    [InlineData(" ")]
    [InlineData("\r")]
    [InlineData("\"\\")]
    [InlineData("\u0001\"")]
    [InlineData("SIP/2.0 ")]
    public void Hostile_megabytes_are_read_in_one_pass(string pattern)
    {
        var payload = Bytes(StartLine + "Via: a\r\nFrom: b\r\nX: " + string.Concat(Enumerable.Repeat(pattern, Large / pattern.Length)));
        Assert.Equal(payload.Length, Parse(payload).Head.Length + Parse(payload).AfterHeaders.Length);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData(",")]
    [InlineData("=")]
    [InlineData(";a")]
    [InlineData(";a=\"\\")]
    [InlineData("%")]
    [InlineData("@")]
    [InlineData("[")]
    [InlineData("SIP/")]
    [InlineData("\r\n ")]
    public void A_field_of_64_kib_of_separators_is_read_to_its_end(string pattern)
    {
        var value = Bytes(string.Concat(Enumerable.Repeat(pattern, 65_535 / pattern.Length)));
        Assert.NotEqual(SipFieldFaults.None, NameAddress.Parse(value, out var address).Faults);
        Assert.NotEqual(SipFieldFaults.None, SipVia.Parse(value, out var via).Faults);
        Assert.NotEqual(SipFieldFaults.None, SipCSeq.Parse(value, out var cseq).Faults);
        Assert.NotEqual(SipFieldFaults.None, SipUri.Parse(value, out var uri).Faults);
    }

    [Fact]
    public void A_field_over_64_kib_is_said_to_hold_nothing()
    {
        var value = Bytes("<sip:" + new string('a', 65_536) + "@b>;tag=1");
        Assert.Equal(SipFieldFaults.Empty, NameAddress.Parse(value, out var address).Faults);
        Assert.Equal(SipFieldFaults.Empty, SipVia.Parse(value, out var via).Faults);
        Assert.Equal(SipFieldFaults.Empty, SipCSeq.Parse(value, out var cseq).Faults);
        Assert.Equal(SipFieldFaults.Empty, SipUri.Parse(value, out var uri).Faults);
    }
}
