using SipIds.Calls.Media;
using SipIds.Sip.Sdp;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls.Media;

public sealed class MediaDescriptionTests
{
    private const string Session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    [Fact]
    public void Each_stream_has_its_kind_port_encoding_and_direction()
    {
        var description = Of(Session
            + "m=audio 40000 RTP/SAVPF 111 0\r\na=rtpmap:111 opus/48000/2\r\na=sendonly\r\n"
            + "m=video 40002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
            + "m=image 40004 udptl t38\r\n");
        Assert.Equal("192.0.2.1", $"{description.Address}");
        Assert.Equal(
            [
                (MediaKind.Audio, 40000, 111, "opus", SdpDirection.SendOnly, true),
                (MediaKind.Video, 40002, 96, "H264", SdpDirection.SendRecv, false),
                (MediaKind.Image, 40004, -1, "t38", SdpDirection.SendRecv, false),
            ],
            Enumerable.Range(0, description.Count).Select(index => description[index])
                .Select(s => (s.Kind, (int)s.Port, s.PayloadType, s.Encoding, s.Direction, s.IsSecure)));
    }

    [Theory]
    [InlineData("RTP/AVP 0", "PCMU", 0)]
    [InlineData("RTP/AVP 8", "PCMA", 8)]
    [InlineData("RTP/AVP 18", "G729", 18)]
    [InlineData("RTP/AVP 34", "H263", 34)]
    [InlineData("RTP/AVP 35", "", 35)]
    [InlineData("RTP/AVP 97", "", 97)]
    [InlineData("RTP/AVP 98\r\na=rtpmap:97 opus/48000\r\na=rtpmap:98 ilbc/8000", "iLBC", 98)]
    [InlineData("RTP/AVP 99\r\na=rtpmap:99 exotic/8000", "", 99)]
    [InlineData("RTP/AVP 128", "", -1)]
    [InlineData("RTP/AVP", "", -1)]
    [InlineData("UDP/TLS/RTP/SAVP 0", "PCMU", 0)]
    [InlineData("TCP/MSRP *", "", -1)]
    public void The_encoding_is_that_of_the_first_format(string protocolAndFormats, string encoding, int payloadType)
    {
        var stream = Of($"{Session}m=audio 40000 {protocolAndFormats}\r\n")[0];
        Assert.Equal((encoding, payloadType), (stream.Encoding, stream.PayloadType));
    }

    [Fact]
    public void A_stream_at_another_address_is_marked()
    {
        var description = Of(Session + "m=audio 40000 RTP/AVP 0\r\nm=video 40002 RTP/AVP 31\r\nc=IN IP4 192.0.2.2\r\nm=text 40004 RTP/AVP 98\r\nc=IN IP4 media.example.com\r\n");
        Assert.Equal([false, true, true], Enumerable.Range(0, description.Count).Select(index => description[index].IsElsewhere));
    }

    [Fact]
    public void The_address_may_stand_in_the_first_stream()
    {
        var description = Of("v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=-\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\n");
        Assert.Equal(("2001:db8::1", false), ($"{description.Address}", description[0].IsElsewhere));
    }

    [Fact]
    public void More_streams_than_are_kept_are_said()
    {
        var description = Of(Session + string.Concat(Enumerable.Repeat("m=audio 40000 RTP/AVP 0\r\n", 4)));
        Assert.Equal((MediaDescription.MaxStreams, true), (description.Count, description.HasMore));
    }

    [Fact]
    public void A_message_without_a_description_describes_nothing()
    {
        Assert.Equal(0, Of(SipBuilder.Request("INVITE")).Count);
        Assert.Equal(0, Of(SipBuilder.Request("INVITE").Body("text/plain", Session + "m=audio 1 RTP/AVP 0\r\n")).Count);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Of(SipBuilder.Request("INVITE"))[0]);
    }

    private static MediaDescription Of(string sdp) => Of(SipBuilder.Request("INVITE").Body("application/sdp", sdp));

    private static MediaDescription Of(SipBuilder message) => MediaDescription.Of(new TestPacket(message).Open().Message);
}
