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
    [InlineData("a=\0", SdpFault.ControlCharacter)]
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
    [InlineData("o=- 123456789012345678901 1 IN IP4 192.0.2.1", SdpFault.Origin)]
    [InlineData("c=", SdpFault.Connection)]
    [InlineData("c=IN IP4 ", SdpFault.Connection)]
    [InlineData("c= IP4 192.0.2.1", SdpFault.Connection)]
    [InlineData("c=IN IP4 '/**/OR/**/'1'='1'--", SdpFault.Connection)]
    [InlineData("c=IN IP4 192.0.2.1 192.0.2.2", SdpFault.Connection)]
    [InlineData("t=", SdpFault.Time)]
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
    public void A_sound_line_is_in_order_wherever_it_stands(string line) => Assert.All(
        Enumerable.Range(0, 70),
        padding => Assert.Equal(SdpFault.None, Check("v=0\r\ni=" + new string('x', padding) + "\r\n" + line + "\r\na=" + new string('y', 70 - padding))));

    private static SdpFault Check(string body) => SdpSyntax.Check(Encoding.Latin1.GetBytes(body));
}
