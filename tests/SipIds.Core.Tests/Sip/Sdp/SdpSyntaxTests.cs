using System.Text;
using SipIds.Sip.Sdp;

namespace SipIds.Core.Tests.Sip.Sdp;

public sealed class SdpSyntaxTests
{
    private const string Origin = "o=- 1 1 IN IP4 192.0.2.1";
    private const string Media = "m=audio 49170 RTP/AVP 0 8 101";

    [Theory]
    [InlineData("v=0")]
    [InlineData("v=0\r\n")]
    [InlineData("v=0\n\n\n")]
    [InlineData("v=0\r\n" + Origin + "\r\ns=-\r\nt=0 0\r\n" + Media)]
    [InlineData("v=0\n" + Origin + "\ns=\nc=IN IP4 sip.example.com\nt=0 0\n" + Media + "\na=sendrecv\n")]
    [InlineData("v=0\r\no=Big Switch 1 1 IN IP6 [2001:db8::1]\r\ns= \r\nc=IN IP6 2001:db8::1\r\nt=2873397496 2873404696\r\n")]
    [InlineData("v=0\r\nc=IN IP4 224.2.1.1/127/3\r\nm=audio 0 RTP/AVP\r\n")]
    [InlineData("v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nm=image 4500/2 udptl t38\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")]
    [InlineData("v=0\r\ns=caf\u00c3\u00a9\tau lait\r\ni=anything goes\r\nz=0 -1h\r\n")]
    public void A_description_is_in_order(string body) => Assert.Equal(SdpFault.None, Check(body));

    [Theory]
    [InlineData("", SdpFault.Version)]
    [InlineData("v=1\r\n", SdpFault.Version)]
    [InlineData("v=00\r\n", SdpFault.Version)]
    [InlineData("V=0\r\n", SdpFault.Version)]
    [InlineData("v=0\r" + Origin, SdpFault.Version)]
    [InlineData(" v=0\r\n", SdpFault.Version)]
    public void A_body_without_the_version_line_is_none(string body, SdpFault fault) => Assert.Equal(fault, Check(body));

    [Theory]
    [InlineData("testing=123", SdpFault.Line)]
    [InlineData("", SdpFault.Line)]
    [InlineData("a", SdpFault.Line)]
    [InlineData("A=sendrecv", SdpFault.Line)]
    [InlineData(" a=sendrecv", SdpFault.Line)]
    [InlineData("a=x\0", SdpFault.ControlCharacter)]
    [InlineData("a=one\rtwo", SdpFault.ControlCharacter)]
    [InlineData("s=\u001b[1m", SdpFault.ControlCharacter)]
    [InlineData("o=", SdpFault.Origin)]
    [InlineData("o= 1 1 IN IP4 192.0.2.1", SdpFault.Origin)]
    [InlineData("o=- 1 IN IP4 192.0.2.1", SdpFault.Origin)]
    [InlineData("o=- one 1 IN IP4 192.0.2.1", SdpFault.Origin)]
    [InlineData("o=- 1 -1 IN IP4 192.0.2.1", SdpFault.Origin)]
    [InlineData("o=- 1 1 IN IP5 192.0.2.1", SdpFault.Origin)]
    [InlineData("o=- 1 1 IN IP4 %s%s", SdpFault.Origin)]
    [InlineData("o=- 1 1 IN IP4", SdpFault.Origin)]
    [InlineData("o=- 123456789012345678901 1 IN IP4 192.0.2.1", SdpFault.Overlong)]
    [InlineData("o=- 1 123456789012345678901 IN IP4 192.0.2.1", SdpFault.Overlong)]
    [InlineData("c=", SdpFault.Connection)]
    [InlineData("c=IN IP4 ", SdpFault.Connection)]
    [InlineData("c= IP4 192.0.2.1", SdpFault.Connection)]
    [InlineData("c=IN IP4 '/**/OR/**/'1'='1'--", SdpFault.Connection)]
    [InlineData("c=IN IP4 192.0.2.1 192.0.2.2", SdpFault.Connection)]
    [InlineData("c=IN IP4 10.10.10.256", SdpFault.Connection)]
    [InlineData("c=IN IP4 10.10.10", SdpFault.Connection)]
    [InlineData("c=IN IP4 10.10.10.256/127", SdpFault.Connection)]
    [InlineData("c=IN IP4 -1", SdpFault.Connection)]
    [InlineData("t=", SdpFault.Time)]
    [InlineData("t=1 0", SdpFault.Time)]
    [InlineData("t=0 123456789", SdpFault.Time)]
    [InlineData("t=123456789012345678901 0", SdpFault.Overlong)]
    [InlineData("t=0", SdpFault.Time)]
    [InlineData("t=0 x", SdpFault.Time)]
    [InlineData("m=", SdpFault.Media)]
    [InlineData("m=audio", SdpFault.Media)]
    [InlineData("m=audio 49170", SdpFault.Media)]
    [InlineData("m=audio 49170 RTP/AVP", SdpFault.Media)]
    [InlineData("m=audio 65536 RTP/AVP 0", SdpFault.Media)]
    [InlineData("m=audio x RTP/AVP 0", SdpFault.Media)]
    [InlineData("m=audio 1/x RTP/AVP 0", SdpFault.Media)]
    [InlineData("m=%n%n 49170 RTP/AVP 0", SdpFault.Media)]
    [InlineData("m=audio 49170 %s 0", SdpFault.Media)]
    [InlineData("m=audio 49170 RTP/AVP 128", SdpFault.Media)]
    [InlineData("m=audio 49170 RTP/AVP 0 340282366920938463463374607431768211456", SdpFault.Media)]
    [InlineData("m=audio 123456789012345678901 RTP/AVP 0", SdpFault.Overlong)]
    [InlineData("a=", SdpFault.Attribute)]
    [InlineData("a=:0 PCMU/8000", SdpFault.Attribute)]
    [InlineData("a= :0 PCMU/8000", SdpFault.Attribute)]
    [InlineData("a=%x:0 PCMU/8000", SdpFault.Attribute)]
    [InlineData("a=rtpmap:", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0", SdpFault.Attribute)]
    [InlineData("a=rtpmap:-1 PCMU/8000", SdpFault.Attribute)]
    [InlineData("a=rtpmap:128 PCMU/8000", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 /8000", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 PCMU/", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 PCMU/0", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 PCMU//8000", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 PCMU/x", SdpFault.Attribute)]
    [InlineData("a=rtpmap:0 PCMU/123456789012345678901", SdpFault.Overlong)]
    [InlineData("a=rtpmap:123456789012345678901 PCMU/8000", SdpFault.Overlong)]
    [InlineData("a=crypto:x AES_CM_128_HMAC_SHA1_80 inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR", SdpFault.Attribute)]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80", SdpFault.Attribute)]
    [InlineData("a=crypto:1234567890 AES_CM_128_HMAC_SHA1_80 inline:PS1u", SdpFault.Overlong)]
    [InlineData("a=ice-ufrag:abc", SdpFault.Attribute)]
    [InlineData("a=ice-pwd:short", SdpFault.Attribute)]
    [InlineData("a=candidate:1 1 UDP 2130706431 192.0.2.1 5000", SdpFault.Attribute)]
    [InlineData("a=candidate:1 1 UDP x 192.0.2.1 5000 typ host", SdpFault.Attribute)]
    [InlineData("a=candidate:1 1 UDP 2130706431 192.0.2.1 65536 typ host", SdpFault.Attribute)]
    [InlineData("a=candidate:1 1000 UDP 2130706431 192.0.2.1 5000 typ host", SdpFault.Overlong)]
    [InlineData("a=candidate:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF 1 UDP 2130706431 192.0.2.1 5000 typ host", SdpFault.Overlong)]
    [InlineData("a=candidate:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF 1 password UDP 0.9 192.0.2.1 5000", SdpFault.Overlong)]
    public void A_fault_is_found_wherever_its_line_stands(string line, SdpFault fault)
    {
        // Blocks of the scan begin at different bytes of the line.
        Assert.All(Enumerable.Range(0, 70), padding =>
        {
            var before = "v=0\r\ni=" + new string('x', padding) + "\r\n";
            Assert.Equal(fault, Check($"{before}{line}\r\na=x\r\n"));
            Assert.Equal(fault, Check($"{before}{line}\r\na={new string('y', 80)}\r\n"));
        });
    }

    [Theory]
    [InlineData(Origin)]
    [InlineData(Media)]
    [InlineData("a=rtpmap:0 PCMU/8000")]
    [InlineData("a=rtpmap:111 opus/48000/2")]
    [InlineData("a=rtpmap: 101 telephone-event/8000 ")]
    [InlineData("a=rtpmap:31 LPC")]
    [InlineData("a=fmtp:111 minptime=10;useinbandfec=1")]
    [InlineData("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR|2^20|1:32 FEC_ORDER=FEC_SRTP")]
    [InlineData("a=candidate:1467250027 1 udp 2122260223 192.168.0.196 46243 typ host generation 0 ufrag EsAw network-id 1 network-cost 10")]
    [InlineData("a=candidate:842163049 1 udp 1677729535 203.0.113.5 46243 typ srflx raddr 192.168.0.196 rport 46243 generation 0")]
    [InlineData("a=candidate:1 1 TCP 1019216383 fe80::1%eth0 9 typ host tcptype active")]
    [InlineData("a=candidate:0 1 UDP 2122252543 3f4a1c2e-9d61-4f7b-8a31-1d2f6a1f9d5e.local 54321 typ host")]
    [InlineData("a=candidate:H6501a8c0 1 UDP 2130706431 2001:db8::1 5000 typ host")]
    [InlineData("a=candidate:ylzpbLxR8U+UDN1bA/DnD+rdDMHPxXeYWM+UpKZyjvQ 1 UMr0PRuqRVJ+SOeMXIykqg UDP 0.900 192.168.0.6 4280")]
    [InlineData("a=remote-candidates:1 192.0.2.1 5000")]
    [InlineData("a=ice-ufrag:EsAw")]
    [InlineData("a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1")]
    [InlineData("a=ice-lite")]
    [InlineData("a=setup:actpass")]
    [InlineData("a=T38FaxVersion:0")]
    [InlineData("a=floorctrl:c-only")]
    [InlineData("a=3gOoBTC")]
    [InlineData("t=3034423619 3042462419")]
    [InlineData("c=IN IP6 2001:db8::1")]
    [InlineData("c=IN IP4 media.example.com")]
    [InlineData("c=IN IP4 10.10.10.a")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 122 127 121 125 107 108 109 124 120 123 119 35 36 41 42 98 99 100 101 114 115 116")]
    [InlineData("m=image 4500 udptl t38")]
    [InlineData("m=application 9 TCP/TLS/BFCP *")]
    [InlineData("m=message 7654 TCP/MSRP *")]
    public void A_sound_line_is_in_order_wherever_it_stands(string line) => Assert.All(
        Enumerable.Range(0, 70),
        padding => Assert.Equal(SdpFault.None, Check("v=0\r\ni=" + new string('x', padding) + "\r\n" + line + "\r\na=" + new string('y', 70 - padding))));

    private static SdpFault Check(string body) => SdpSyntax.Check(Encoding.Latin1.GetBytes(body));

    [Theory]
    [InlineData("s=", 255, SdpFault.None)]
    [InlineData("s=", 256, SdpFault.Name)]
    [InlineData("a=", 127, SdpFault.None)]
    [InlineData("a=", 128, SdpFault.Name)]
    public void A_name_that_no_device_has_is_a_fault(string line, int length, SdpFault fault) =>
        Assert.Equal(fault, Check($"v=0\r\n{line}{new string('x', length)}\r\na={new string('y', 80)}\r\n"));

    [Fact]
    public void The_line_with_the_fault_is_told()
    {
        Assert.Equal(SdpFault.Time, SdpSyntax.Check("v=0\r\nt=x\r\nc=\r\n"u8, out var line));
        Assert.Equal("t=x\r", Encoding.ASCII.GetString(line));
    }

    [Fact]
    public void What_is_too_long_is_told_before_all_else() =>
        Assert.Equal(SdpFault.Overlong, Check($"v=1\r\nx\r\nt=x\r\n\0\r\na=ice-ufrag:{new string('x', 300)}\r\nc=\r\n"));
}
