using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class HeaderLineTests
{
    [Theory]
    [InlineData("X-Foo: bar", "bar")]
    [InlineData("X-Foo:bar", "bar")]
    [InlineData("X-Foo:  \t bar\t ", "bar")]
    [InlineData("X-Foo:", "")]
    [InlineData("X-Foo:   ", "")]
    [InlineData("X-Foo: a:b: c", "a:b: c")]
    [InlineData("X-Foo:\r\n bar", "bar")]
    [InlineData("X-Foo: a\r\n\tb", "a\r\n\tb")]
    [InlineData("X-Foo: a\r\n  ", "a")]
    public void A_value_is_what_stands_between_the_white_space_around_it(string line, string value) =>
        Assert.Equal((SipHeaderId.Other, "X-Foo", value), LastLine(WithLine(line)));

    [Fact]
    public void A_plain_message_has_no_anomalies() =>
        Assert.Equal(SipAnomalies.None, Parse(SipBuilder.Request("INVITE").Sdp("192.0.2.1", 40000)).Anomalies);

    [Theory]
    [InlineData("no colon at all", SipAnomalies.NoColon)]
    [InlineData("X Foo: 1", SipAnomalies.HeaderName)]
    [InlineData(": 1", SipAnomalies.HeaderName)]
    [InlineData("X(Foo: 1", SipAnomalies.HeaderName)]
    [InlineData("X-Foo : 1", SipAnomalies.SpaceBeforeColon)]
    [InlineData("X-Foo: a\r\n b", SipAnomalies.Folded)]
    [InlineData("X-Foo: a\rb", SipAnomalies.BareCarriageReturn)]
    [InlineData("X-Foo: a\0b", SipAnomalies.ControlCharacter)]
    [InlineData("X-Foo: a\u007Fb", SipAnomalies.ControlCharacter)]
    [InlineData("X-Foo: \u001B[31m", SipAnomalies.ControlCharacter)]
    public void What_is_odd_in_a_line_is_said_and_nothing_else(string line, SipAnomalies anomaly) =>
        Assert.Equal(anomaly, WithLine(line).Anomalies);

    [Theory]
    [InlineData("X-Foo: a\tb")]
    [InlineData("X-Foo: \"a\\\u0001b\"")]
    [InlineData("X-Foo: \"a\r\n \\\u0001b\"")]
    [InlineData("X-Foo: Jos\u00C3\u00A9 \u00FF\u0080")]
    public void Tabs_quoted_pairs_and_high_bytes_are_no_control_characters(string line) =>
        Assert.False(WithLine(line).Anomalies.HasFlag(SipAnomalies.ControlCharacter));

    [Theory]
    [InlineData("X-Foo: \"a\\\r\nX-Bar: \u0001")]
    [InlineData("X-Foo: \"a\\\nX-Bar: \\\u0001")]
    public void A_backslash_at_the_end_of_a_line_hides_nothing_in_the_next(string lines) =>
        Assert.True(WithLine(lines).Anomalies.HasFlag(SipAnomalies.ControlCharacter));

    [Fact]
    public void A_message_may_end_its_lines_in_lf_alone()
    {
        var message = Parse(SipBuilder.Request("INVITE").LineEnd("\n").Sdp("192.0.2.1", 40000));
        Assert.Equal("call-1@192.0.2.1", message.CallId.Text());
        Assert.StartsWith("v=0", message.Body.Text(), StringComparison.Ordinal);
        Assert.Equal(SipAnomalies.BareLineFeed, message.Anomalies);
    }

    [Fact]
    public void A_message_that_mixes_line_ends_is_said_to() =>
        Assert.Equal(SipAnomalies.BareLineFeed | SipAnomalies.MixedLineEnds, WithLine("X-Foo: 1\nX-Bar: 2").Anomalies);

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("\n\n")]
    [InlineData("\r\n\n")]
    [InlineData("\n\r\n")]
    public void Any_empty_line_ends_the_headers(string end)
    {
        var message = Parse($"OPTIONS sip:b@c SIP/2.0\r\nVia: x{end} body: no header");
        Assert.Equal(1, message.HeaderCount);
        Assert.Equal(" body: no header", message.Body.Text());
    }

    [Fact]
    public void Every_header_may_be_folded_wherever_white_space_may_stand()
    {
        var message = Parse(SipBuilder.Request("INVITE")
            .Replace("From", "\r\n \"A\"\r\n <sip:alice@example.com>\r\n ;\r\n tag\r\n =\r\n a1")
            .Replace("CSeq", "\r\n 1\r\n\tINVITE")
            .Replace("Call-ID", "\r\n call-1")
            .Replace("Via", "SIP\r\n /\r\n 2.0 /UDP\r\n 192.0.2.1\r\n :\r\n 5070\r\n ;branch=z9hG4bK-1"));
        Assert.Equal("a1", message.From.Tag.Text());
        Assert.Equal(1u, message.CSeq.Number);
        Assert.Equal(SipMethod.Invite, message.CSeq.Method);
        Assert.Equal("call-1", message.CallId.Text());
        Assert.Equal(5070, message.Via.Port);
        Assert.True(message[SipHeaderId.From].IsFolded);
        Assert.Equal(SipFieldFaults.None, message.From.Faults | message.CSeq.Faults | message.Via.Faults);
    }

    [Fact]
    public void White_space_at_the_start_of_the_first_header_continues_nothing()
    {
        var message = Parse("OPTIONS sip:b@c SIP/2.0\r\n Via: x\r\nCall-ID: 1\r\n\r\n");
        Assert.False(message.Has(SipHeaderId.Via));
        Assert.True(message.Has(SipHeaderId.CallId));
        Assert.True(message.Anomalies.HasFlag(SipAnomalies.LeadingFold));
    }

    [Fact]
    public void Headers_without_an_empty_line_are_read_to_the_end()
    {
        var message = Parse(SipBuilder.Request("OPTIONS").WithoutEmptyLine());
        Assert.True(message.Has(SipHeaderId.ContentLength));
        Assert.True(message.Body.IsEmpty);
        Assert.Equal(SipAnomalies.NoBlankLine, message.Anomalies);
    }

    [Fact]
    public void A_cr_that_ends_the_payload_is_bare()
    {
        for (var length = 0; length < 130; length++)
        {
            Assert.True(Parse($"OPTIONS sip:b@c SIP/2.0\r\nX: {new string('x', length)}\r").Anomalies.HasFlag(SipAnomalies.BareCarriageReturn));
        }
    }

    [Fact]
    public void Head_and_body_make_up_the_payload()
    {
        var payload = SipBuilder.Request("INVITE").Sdp("192.0.2.1", 40000).Build();
        var message = Parse(payload);
        Assert.Equal(payload.Length, message.Head.Length + message.Body.Length);
    }
}
