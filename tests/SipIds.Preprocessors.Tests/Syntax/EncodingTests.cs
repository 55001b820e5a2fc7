using System.Text;

namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class EncodingTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("José Müller")]
    [InlineData("日本語 名前")]
    [InlineData("Ёлка")]
    [InlineData("兰州")]
    [InlineData("📞 \u0085")]
    public void A_name_in_UTF8_is_silent(string name) =>
        Assert.Equal("", _driver.See(Encoding.UTF8.GetBytes(Messages.Invite(more: $"Subject: {name}\r\n"))));

    [Theory]
    [InlineData("Andr\u00E9")]
    [InlineData("\u00C0 la carte")]
    [InlineData("\u00C0\u00B8\u00EB\u00EA\u00E0")]
    [InlineData("\u00C0\u00BC\u00D6\u00DD")]
    [InlineData("\u00D0\u00A1\u00C0\u00BC")]
    [InlineData("\u0080")]
    [InlineData("\u00E2\u0082")]
    [InlineData("\u00ED\u00A0\u0080")]
    [InlineData("\u00F5\u0080\u0080\u0080")]
    [InlineData("\u00FE\u00FF")]
    [InlineData("\u00C0\u0081")]
    public void A_name_in_another_charset_is_low(string name) => Assert.Equal("1012", _driver.See(Messages.Invite(more: $"Subject: {name}\r\n")));

    [Theory]
    [InlineData("\u00C0\u00BCscript\u00C0\u00BE")]
    [InlineData("..\u00C0\u00AF..\u00C0\u00AFetc")]
    [InlineData("a\u00C0\u0080b")]
    [InlineData("a\u00C0\u008D\u00C0\u008AVia")]
    [InlineData("x\u00E0\u0080\u00AFy")]
    [InlineData("x\u00F0\u0080\u0080\u00AFy")]
    [InlineData("x\u00F8\u0080\u0080\u0080\u00AFy")]
    [InlineData("x\u00FC\u0080\u0080\u0080\u0080\u00AFy")]
    [InlineData("José \u00C0\u00A7or 1=1")]
    public void A_separator_that_is_hidden_in_an_overlong_sequence_is_severe(string text) =>
        Assert.Equal("1012!", _driver.See(Latin1With(Messages.Invite(more: "Subject: {0}\r\n"), text)));

    [Fact]
    public void The_start_line_and_SDP_are_looked_at_and_other_bodies_are_not()
    {
        Assert.Equal("(1005) 1012", _driver.See(Messages.Invite("INVITE sip:Andr\u00E9@example.com SIP/2.0")));
        Assert.Equal("1012", _driver.See(Messages.InviteWithSdp(Messages.Sdp + "i=Andr\u00E9\r\n")));
        Assert.Equal("", _driver.See(Messages.InviteWithSdp("\u00E9\u00FF\0", "application/octet-stream")));
        Assert.Equal("", _driver.See(Messages.InviteWithSdp("\u00E9", "text/plain")));
    }

    [Theory]
    [InlineData("Server: x\u00C0\u00BCscript", "1012!")]
    [InlineData("v: SIP/2.0/UDP x\u00C0\u00BCscript", "1012")]
    public void A_response_is_blamed_for_what_it_does_not_repeat(string line, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite("SIP/2.0 200 OK", line + "\r\n")));

    [Fact]
    public void A_sequence_that_the_capture_may_have_cut_is_not_judged() =>
        Assert.Equal("", new SyntaxDriver { Truncated = true }.See(Messages.Invite(more: "Subject: \u00C3\r\n")));

    // What can be written as UTF-8 is, the rest byte for byte.
    private static byte[] Latin1With(string message, string text)
    {
        var parts = message.Split("{0}");
        return [.. Encoding.ASCII.GetBytes(parts[0]), .. text.SelectMany(letter => letter == 'é' ? Encoding.UTF8.GetBytes("é") : [(byte)letter]), .. Encoding.ASCII.GetBytes(parts[1])];
    }
}
