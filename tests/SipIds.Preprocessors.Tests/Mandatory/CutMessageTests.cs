using System.Text;

namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>Messages of which the capture holds only the beginning.</summary>
public sealed class CutMessageTests
{
    private readonly MandatoryTester _tester = new() { Truncated = true };

    public static TheoryData<string> Whole => [Messages.Invite, Messages.Register, Messages.Ok, Folded];

    private static string Folded => Messages.Invite.With("From", "From: \"Alice\" <sip:alice@atlanta.example.com>\n ;tag=1928301774")
        .With("Via", "Via: SIP/2.0/UDP 192.0.2.101:5060\n\t;branch=z9hG4bK776asdhds");

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_ordinary_message_is_silent_wherever_it_is_cut(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"));
        Assert.All(Enumerable.Range(1, bytes.Length), length => Assert.Empty(_tester.See(bytes.AsSpan(0, length))));
    }

    [Fact]
    public void The_same_message_is_accused_if_it_was_sent_like_that() =>
        Assert.Contains(2001, new MandatoryTester().See(UpTo("Call-ID", Messages.Invite)).Select(report => report.Sid));

    [Theory]
    [InlineData("From", "From: \"Alice <sip:alice@example.com>;tag=1", "2005/2")]
    [InlineData("Via", "Via: SIP/3.0/UDP 192.0.2.1;branch=z9hG4bK1", "2006/2")]
    [InlineData("From", "From: <sip:alice@example.com>", "2009/3")]
    [InlineData("Max-Forwards", "Max-Forwards: 0", "2008/3")]
    [InlineData("To", "To: <sip:1%27%20or%201=1--@example.com>", "2012/1")]
    public void A_line_that_is_whole_is_judged(string header, string line, string report) =>
        Assert.Equal(report, Assert.Single(_tester.See(UpTo("CSeq", Messages.Invite.With(header, line)) + "C")).ToString());

    [Fact]
    public void A_line_that_may_go_on_is_not_judged() =>
        Assert.Empty(_tester.See(UpTo("Call-ID", Messages.Invite.With("From", "From: \"Alice"))));

    // All that stands before the line that begins so.
    private static string UpTo(string header, string message) => message[..(message.IndexOf("\n" + header, StringComparison.Ordinal) + 1)];
}
