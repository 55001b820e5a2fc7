using SipIds.Sip;

namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class LimitsTests
{
    // The message has six headers; the one that a test adds is the seventh.
    private static readonly LimitsOptions s_limits = new() { HeaderLine = new(500), Headers = 7, Body = new(600), Message = new(1600) };

    private readonly SyntaxDriver _driver = new(limits: s_limits);

    [Theory]
    [InlineData(498, "")]
    [InlineData(499, "1006")]
    public void A_header_line_over_the_limit_is_reported(int length, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: Line(length))));

    [Theory]
    [InlineData(' ')]
    [InlineData('\t')]
    public void Folding_does_not_hide_a_long_line(char blank) =>
        Assert.Equal("1006", _driver.See(Messages.Invite(more: Line(300) + blank + Line(300))));

    [Fact]
    public void Blanks_do_not_hide_a_long_line() => Assert.Equal("1006", _driver.See(Messages.Invite(more: "Subject:" + new string(' ', 600) + "x\r\n")));

    [Fact]
    public void Long_headers_of_short_lines_are_in_order() => Assert.Equal("", new SyntaxDriver(limits: s_limits with { Headers = 100 })
        .See(Messages.Invite(more: string.Concat(Enumerable.Repeat(Line(50), 20)))));

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "1006")]
    public void More_headers_than_the_limit_are_reported(int more, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: string.Concat(Enumerable.Repeat("Subject: x\r\n", more)))));

    [Theory]
    [InlineData(600, "")]
    [InlineData(601, "1006")]
    [InlineData(1500, "1006")]
    public void A_body_over_the_limit_is_reported(int length, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(body: new string('x', length))));

    [Fact]
    public void A_message_over_the_limit_is_reported_though_its_body_claims_to_be_short() =>
        Assert.Equal("1006", _driver.See(Messages.Invite(more: "Content-Length: 1\r\n", body: new string('x', 1600))));

    [Fact]
    public void More_headers_than_the_parser_indexes_are_reported() => Assert.Equal("1006", new SyntaxDriver(limits: new() { Headers = 512 })
        .See(Messages.Invite(more: string.Concat(Enumerable.Repeat("Subject: x\r\n", 600)))));

    [Theory]
    [InlineData("Accept: a/b", 32, "")]
    [InlineData("Accept: a/b", 33, "1006")]
    [InlineData("accept: a/b\r\nAccept: c/d", 17, "1006")]
    [InlineData("X-Own: 1", 32, "")]
    [InlineData("X-Own: 1", 33, "1006")]
    [InlineData("X-Own: 1\r\nx-own: 2", 17, "1006")]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1", 60, "")]
    [InlineData("Record-Route: <sip:192.0.2.2;lr>", 60, "")]
    [InlineData("Route: <sip:192.0.2.2;lr>", 60, "")]
    [InlineData("Contact: <sip:bob@192.0.2.2>", 60, "")]
    public void A_header_that_stands_too_often_is_reported(string lines, int times, string events) =>
        Assert.Equal(events, new SyntaxDriver().See(Messages.Invite(more: string.Concat(Enumerable.Repeat(lines + "\r\n", times)))));

    [Fact]
    public void Many_headers_of_different_names_are_in_order() =>
        Assert.Equal("", new SyntaxDriver().See(Messages.Invite(more: string.Concat(Enumerable.Range(0, 100).Select(number => $"X-Own-{number:00}: 1\r\n")))));

    private static string Line(int length) => "Subject: " + new string('x', length - 9) + "\r\n";
}
