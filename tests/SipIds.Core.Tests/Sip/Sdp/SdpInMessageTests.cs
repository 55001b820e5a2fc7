using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Calls.Media;
using SipIds.Sip.Sdp;
using SipIds.Testing;

namespace SipIds.Core.Tests.Sip.Sdp;

public sealed class SdpInMessageTests
{
    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0";

    [Theory]
    [InlineData("application/sdp")]
    [InlineData("Application/SDP")]
    [InlineData("application/sdp ;charset=utf-8")]
    public void The_body_may_be_it(string type) => Assert.Equal(Sdp, Find(type, Sdp));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/sdpx")]
    [InlineData("application/isup;base=itu-t92+")]
    [InlineData("")]
    public void Another_body_is_none(string type) => Assert.Null(Find(type, Sdp));

    [Fact]
    public void A_compressed_body_is_none() => Assert.Null(Find(SipBuilder.Request("INVITE").Header("Content-Encoding", "gzip").Body("application/sdp", Sdp)));

    // As a gateway to ISUP writes it (RFC 3204, RFC 3372).
    [Theory]
    [InlineData("multipart/mixed;boundary=unique-boundary-1", "unique-boundary-1")]
    [InlineData("multipart/mixed; boundary=\"a b\"", "a b")]
    [InlineData("MULTIPART/MIXED ; Boundary=x", "x")]
    public void A_part_may_be_it(string type, string boundary) => Assert.Equal(
        Sdp,
        Find(type, $"preamble\r\n--{boundary}\r\nContent-Type: application/isup; version=itu-t92+\r\nContent-Disposition: signal;handling=optional\r\n\r\n\0\u0001--{boundary} is not at the beginning\r\n--{boundary}\r\ncontent-type : application/sdp\r\n\r\n{Sdp}\r\n--{boundary}--\r\n"));

    [Fact]
    public void Lines_may_end_in_line_feeds_only() => Assert.Equal("v=0", Find("multipart/mixed;boundary=b", "--b\nContent-Type: application/sdp\n\nv=0\n--b--"));

    [Theory]
    [InlineData("multipart/mixed", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=\"\"", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=other", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0")]
    [InlineData("multipart/mixed;boundary=b", "--b--\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b")]
    [InlineData("multipart/mixed;boundary=b", "b--b\r\n--b")]
    public void A_multipart_body_may_have_none(string type, string body) => Assert.Null(Find(type, body));

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void A_boundary_has_seventy_characters_at_most(int length, bool isFound)
    {
        var boundary = new string('b', length);
        Assert.Equal(isFound ? "v=0" : null, Find($"multipart/mixed;boundary={boundary}", $"--{boundary}\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--{boundary}--"));
    }

    [Fact]
    public void No_body_is_read_past_its_ends()
    {
        var pieces = Gen.Elements("-", "--", "b", "--b", "\r\n", "\n", ":", "c:application/sdp", "v=0", "m=audio 1 RTP/AVP 0", "m=", "a=rtpmap:", "c=IN IP4 ");
        Prop.ForAll(Gen.ListOf(pieces).Resize(40).ToArbitrary(), body =>
        {
            var message = new TestPacket(SipBuilder.Request("INVITE").Body("multipart/mixed;boundary=b", string.Concat(body))).Open().Message;
            var length = SdpSession.TryFind(message, out var session) ? session.Text.Length : 0;
            return length <= message.Body.Length && MediaDescription.Of(message).Count <= MediaDescription.MaxStreams;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(40));
    }

    private static string? Find(string type, string body) => Find(SipBuilder.Request("INVITE").Body(type, body));

    private static string? Find(SipBuilder message) =>
        SdpSession.TryFind(new TestPacket(message).Open().Message, out var session) ? Encoding.UTF8.GetString(session.Text) : null;
}
