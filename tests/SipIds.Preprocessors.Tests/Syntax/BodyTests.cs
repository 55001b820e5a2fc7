using SipIds.Preprocessors.Syntax;

namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class BodyTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("application/sdp")]
    [InlineData("Application/SDP")]
    [InlineData("application/sdp;charset=utf-8")]
    [InlineData("application/sdp ; charset=utf-8")]
    public void Sdp_is_judged_under_every_spelling_of_its_type(string type)
    {
        Assert.Equal("", _driver.See(Messages.InviteWithSdp(Messages.Sdp, type)));
        Assert.Equal("1009", _driver.See(Messages.InviteWithSdp("no session", type)));
    }

    [Theory]
    [InlineData("application/sdpx")]
    [InlineData("application/sd")]
    [InlineData("text/plain")]
    public void Bodies_of_other_types_are_not_judged(string type) => Assert.Equal("", _driver.See(Messages.InviteWithSdp("no session", type)));

    [Fact]
    public void A_part_that_is_called_SDP_is_judged()
    {
        Assert.Equal("", _driver.See(InParts("application/sdp", Messages.Sdp)));
        Assert.Equal("1009", _driver.See(InParts("application/sdp", "no session")));
        Assert.Equal("", _driver.See(InParts("application/isup", "no session")));
    }

    [Theory]
    [InlineData("c=IN IP4 {0}", 253, "")]
    [InlineData("c=IN IP4 {0}", 254, "1009!")]
    [InlineData("a=candidate:{0} 1 UDP 2130706431 192.0.2.1 5000 typ host", 32, "")]
    [InlineData("a=candidate:{0} 1 UDP 2130706431 192.0.2.1 5000 typ host", 33, "1009!")]
    [InlineData("a=ice-ufrag:{0}", 256, "")]
    [InlineData("a=ice-ufrag:{0}", 257, "1009!")]
    [InlineData("a=ice-pwd:{0}", 257, "1009!")]
    [InlineData("m={0} 5000 RTP/AVP 0", 128, "1009!")]
    [InlineData("a=rtpmap:0 {0}/8000", 128, "1009!")]
    public void A_value_that_overflows_parsers_is_severe(string line, int length, string events) =>
        Assert.Equal(events, _driver.See(Messages.InviteWithSdp(Messages.Sdp + string.Format(System.Globalization.CultureInfo.InvariantCulture, line, new string('x', length)) + "\r\n")));

    [Theory]
    [InlineData("c=IN IP4 224.1.1.1/{0}")]
    [InlineData("a=ptime:{0}")]
    [InlineData("a=rtcp:{0}")]
    [InlineData("a=ssrc:{0} cname:x")]
    [InlineData("a=extmap:{0}/sendonly urn:x")]
    [InlineData("a=sctp-port:{0}")]
    [InlineData("a=T38MaxBitRate:{0}")]
    public void A_number_that_overflows_parsers_is_severe(string line)
    {
        Assert.Equal("", _driver.See(Messages.InviteWithSdp(Messages.Sdp + line.Replace("{0}", new string('9', 20), StringComparison.Ordinal) + "\r\n")));
        Assert.Equal("1009!", _driver.See(Messages.InviteWithSdp(Messages.Sdp + line.Replace("{0}", new string('9', 21), StringComparison.Ordinal) + "\r\n")));
    }

    [Fact]
    public void A_label_of_many_digits_is_silent() =>
        Assert.Equal("", _driver.See(Messages.InviteWithSdp(Messages.Sdp + "a=msid:" + new string('9', 40) + " x\r\na=mid:" + new string('1', 30) + "\r\n")));

    [Fact]
    public void A_slip_before_it_does_not_hide_what_overflows_parsers() =>
        Assert.Equal("1009!", _driver.See(Messages.InviteWithSdp("v=1\r\nt=x\r\n" + Messages.Sdp + "a=ice-ufrag:" + new string('x', 400) + "\r\n")));

    [Theory]
    [InlineData("s=%s%s%s%s", "1009!")]
    [InlineData("a=%n%x:0 PCMU/8000", "1009!")]
    [InlineData("o=%.999d 1 1 IN IP4 192.0.2.1", "1009!")]
    [InlineData("s=100% sale %s", "")]
    [InlineData("a=candidate:1 1 UDP 2130706431 fe80::1%eth0 5000 typ host", "")]
    [InlineData("u=http://example.com/%7Ea%20b%2Fc", "")]
    public void A_run_of_printf_conversions_is_severe(string line, string events) =>
        Assert.Equal(events, _driver.See(Messages.InviteWithSdp(Messages.Sdp + line + "\r\n")));

    [Fact]
    public void The_compact_name_of_the_type_is_read() =>
        Assert.Equal("1009", _driver.See(Messages.Invite(more: "c: application/sdp\r\n", body: "no session")));

    [Fact]
    public void An_empty_body_raises_nothing() => Assert.Equal("", _driver.See(Messages.InviteWithSdp("")));

    [Fact]
    public void A_compressed_body_raises_nothing() =>
        Assert.Equal("", _driver.See(Messages.Invite(more: "Content-Type: application/sdp\r\nContent-Encoding: gzip\r\n", body: "\u001f\u008b\u0008")));

    [Fact]
    public void The_check_can_be_switched_off() =>
        Assert.Equal("", new SyntaxDriver(new SyntaxOptions { Sdp = false }).See(Messages.InviteWithSdp("no session")));

    private static string InParts(string type, string part) =>
        Messages.InviteWithSdp($"--b\r\nContent-Type: {type}\r\n\r\n{part}\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b--\r\n", "multipart/mixed;boundary=b");
}
