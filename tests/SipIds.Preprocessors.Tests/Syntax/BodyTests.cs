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
