using System.Text;
using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class NotSipTests
{
    private static readonly byte[] s_stun = [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\0\0\0\0")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("\r\n \t\0\r\n")]
    [InlineData("jaK")]
    [InlineData("jaK\0")]
    public void Blank_bytes_and_the_word_of_some_softphones_keep_a_binding_alive(string payload) => Assert.Equal(SipParseStatus.KeepAlive, StatusOf(Bytes(payload)));

    [Fact]
    public void A_stun_request_keeps_a_binding_alive() => Assert.Equal(SipParseStatus.KeepAlive, StatusOf(s_stun));

    [Fact]
    public void A_stun_message_is_its_cookie_and_its_length()
    {
        byte[] otherCookie = [.. s_stun[..4], 0, .. s_stun[5..]];
        Assert.Equal(SipParseStatus.NotSip, StatusOf(otherCookie));
        Assert.Equal(SipParseStatus.NotSip, StatusOf([.. s_stun, 0]));
        Assert.Equal(SipParseStatus.NotSip, StatusOf(s_stun.AsSpan(0, 19)));
    }

    [Fact]
    public void A_stun_message_is_attributes_that_fit()
    {
        byte[] padded = [.. s_stun[..3], 8, .. s_stun[4..], 0x80, 0x22, 0, 3, .. "abc\0"u8];
        byte[] tooLong = [.. padded[..22], 0xFF, 0xFF, .. padded[24..]];
        Assert.Equal(SipParseStatus.KeepAlive, StatusOf(padded));
        Assert.Equal(SipParseStatus.NotSip, StatusOf(tooLong));
        Assert.True(StunMessage.IsHeaderOf(tooLong) && StunMessage.ClaimsMore(tooLong));
    }

    [Theory]
    [InlineData("jaKs")]
    [InlineData("jak")]
    [InlineData("\0x")]
    [InlineData("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nVia: 1.1 proxy\r\n\r\n")]
    [InlineData("NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNTS: ssdp:alive\r\n\r\n")]
    [InlineData("M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\n\r\n")]
    [InlineData("OPTIONS rtsp://example.com/media RTSP/1.0\r\nCSeq: 1\r\n\r\n")]
    [InlineData("INVITE sip:bob@example.com")]
    [InlineData("INVITE sip:bob@example.com SIP")]
    [InlineData("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n")]
    public void Other_protocols_and_fragments_are_no_sip(string payload) => Assert.Equal(SipParseStatus.NotSip, StatusOf(Bytes(payload)));

    [Fact]
    public void Media_and_tls_are_no_sip()
    {
        byte[] rtp = [0x80, 0x08, 0x12, 0x34, 0, 0, 0, 160, 1, 2, 3, 4, .. Enumerable.Repeat((byte)0xD5, 160)];
        byte[] tls = [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0, 0, 1, 3];
        Assert.Equal(SipParseStatus.NotSip, StatusOf(rtp));
        Assert.Equal(SipParseStatus.NotSip, StatusOf(tls));
    }

    [Fact]
    public void Random_bytes_are_no_sip()
    {
        var random = new Random(4475);
        var payload = new byte[700];
        for (var round = 0; round < 1000; round++)
        {
            random.NextBytes(payload);
            Assert.Equal(SipParseStatus.NotSip, StatusOf(payload));
        }
    }

    [Fact]
    public void No_message_is_left_of_what_is_no_sip()
    {
        var table = new SipHeaderTable();
        _ = SipParser.Parse(SipBuilder.Request("INVITE").Build(), table, out _);
        _ = SipParser.Parse("GET / HTTP/1.1\r\nVia: x\r\n\r\n"u8, table, out var message);
        Assert.True(message.IsEmpty);
        Assert.Equal(0, table.Count);
        Assert.Equal(0ul, table.Present);
        Assert.True(message.From.Uri.Host.IsEmpty && message.Via.Branch.IsEmpty && message.CallId.IsEmpty && message.Body.IsEmpty);
    }

    [Theory]
    [InlineData("INVITE sip:bob@example.com SIP/2.0\r\n", true)]
    [InlineData("\r\n\r\nSIP/2.0 200 OK", true)]
    [InlineData("sip/2.0 200", true)]
    [InlineData("X-Y z sip/3.1\r\n", true)]
    [InlineData("X-Y z/SIP/2.0\r\n", false)]
    [InlineData("GET /x HTTP/1.1\r\n", false)]
    [InlineData("GET / HTTP/1.1\r\n\r\n SIP/2.0", false)]
    [InlineData("(x SIP/2.0", false)]
    [InlineData("SIP/2.0", false)]
    [InlineData("", false)]
    [InlineData("\u0080\0 SIP/2.0\r\n", false)]
    public void The_sniffer_knows_sip_by_its_first_line(string payload, bool isSip) => Assert.Equal(isSip, SipSniffer.LooksLikeSip(Encoding.Latin1.GetBytes(payload)));

    [Theory]
    [InlineData(2_100)]
    [InlineData(60_000)]
    public void The_sniffer_reads_a_start_line_of_any_length(int length) =>
        Assert.True(SipSniffer.LooksLikeSip(Encoding.ASCII.GetBytes($"OPTIONS sip:a@b;x={new string('a', length)} SIP/2.0\r\nVia: x\r\n")));

    [Fact]
    public void The_sniffer_knows_every_message_of_rfc_5118() =>
        Assert.All(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "corpus", "rfc5118"), "*.dat"), file => Assert.True(SipSniffer.LooksLikeSip(File.ReadAllBytes(file))));
}
