using System.Text;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>Spellings and segmentations that other parsers lose the message over. A scanner that uses them is still named.</summary>
public sealed class EvasionTests
{
    // As svmap writes it, but for the tag: what is tested is that the scanner's name is read.
    private const string Scan =
        "OPTIONS sip:100@192.0.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.66:5060;branch=z9hG4bK-1218283213;rport\r\nMax-Forwards: 70\r\n"
        + "To: \"scan\" <sip:100@192.0.2.2>\r\nFrom: \"scan\" <sip:100@192.0.2.2>;tag=633030303230323133633401313233343536\r\n"
        + "User-Agent: friendly-scanner\r\nCall-ID: 1072921738@198.51.100.66\r\nContact: <sip:100@198.51.100.66:5060>\r\nCSeq: 1 OPTIONS\r\n"
        + "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n";

    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 198.51.100.66\r\ns=-\r\nc=IN IP4 media.example.com\r\nt=0 0\r\nm=audio 8000 RTP/AVP 0\r\n";

    private static readonly string s_withSdp = Scan.Replace("Content-Length: 0\r\n\r\n", $"Content-Type: application/sdp\r\nContent-Length: {Sdp.Length}\r\n\r\n{Sdp}", StringComparison.Ordinal);

    private static readonly string s_withText = Scan.Replace("Content-Length: 0\r\n\r\n", "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello", StringComparison.Ordinal);

    public static TheoryData<string, string> Spellings => new()
    {
        { "as it is", Scan },
        { "lower-case name", Replace("User-Agent:", "user-agent:") },
        { "upper-case name", Replace("User-Agent:", "USER-AGENT:") },
        { "compact names", Replace("From:", "F:").Replace("Via:", "V:", StringComparison.Ordinal).Replace("To:", "T:", StringComparison.Ordinal).Replace("Call-ID:", "I:", StringComparison.Ordinal) },
        { "space before the colon", Replace("User-Agent:", "User-Agent \t:") },
        { "no space after the colon", Replace("User-Agent: ", "User-Agent:") },
        { "folded", Replace("User-Agent: ", "User-Agent:\r\n  ") },
        { "upper-case value", Replace("friendly-scanner", "Friendly-Scanner") },
        { "another product before it", Replace("friendly-scanner", "Phone/1.0 friendly-scanner") },
        { "a high byte", Replace("\"scan\"", "\"Jos\u00e9\"") },
        { "DEL in a header", Replace("Accept: ", "Subject: \u007f\r\nAccept: ") },
        { "a control byte in a header", Replace("Accept: ", "Subject: \u0001\r\nAccept: ") },
        { "NUL in a header", Replace("Accept: ", "Subject: \0\r\nAccept: ") },
        { "IPv6 in the Request-URI", Replace("OPTIONS sip:100@192.0.2.2", "OPTIONS sip:100@[2001:db8::2]") },
        { "parentheses in the Request-URI", Replace("OPTIONS sip:100@", "OPTIONS sip:(100)@") },
        { "a hyphen in the method", Replace("OPTIONS", "OP-TIONS") },
        { "LF alone", Replace("\r\n", "\n") },
        { "CRLF before it", "\r\n\r\n" + Scan },
        { "no Content-Length", Replace("Content-Length: 0\r\n", "") },
        { "SDP with s=- and a host name", s_withSdp },
        { "a text body", s_withText },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void On_UDP_the_scanner_is_named(string spelling, string message) =>
        Assert.True(new Sensor().See(Datagram(message)).Saw("mandatory-scanner"), spelling);

    // Without Content-Length a message of a stream has no end that all agree on (RFC 3261 §18.3); what is read is still judged.
    [Theory]
    [MemberData(nameof(Spellings))]
    public void On_TCP_the_scanner_is_named(string spelling, string message) =>
        Assert.True(new Sensor().See(Stream(message)).Saw("mandatory-scanner"), spelling);

    [Theory]
    [MemberData(nameof(Spellings))]
    public void On_TCP_in_segments_of_one_byte_the_scanner_is_named(string spelling, string message) =>
        Assert.True(new Sensor().See(Stream([.. message.Select(letter => $"{letter}")])).Saw("mandatory-scanner"), spelling);

    [Fact]
    public void The_headers_and_the_SDP_may_come_in_two_segments() =>
        Assert.Equal(1, new Sensor().See(Stream(s_withSdp[..^Sdp.Length], Sdp)).Events.Count(IsScanner));

    [Fact]
    public void A_body_does_not_hide_the_message_behind_it() =>
        Assert.Equal(3, new Sensor().See(Stream(s_withSdp + s_withText, Scan)).Events.Count(IsScanner));

    [Fact]
    public void A_keep_alive_does_not_hide_the_message_behind_it() =>
        Assert.Equal(2, new Sensor().See(Stream("\r\n\r\n", Scan, "\r\n\r\n\r\n\r\n" + Scan)).Events.Count(IsScanner));

    [Fact]
    public void A_bad_first_message_is_reported_and_does_not_hide_the_next()
    {
        var sensor = new Sensor().See(Stream(Replace("SIP/2.0\r\nVia", "SIP/9.9\r\nVia"), Scan));
        Assert.True(sensor.Saw("syntax-version"));
        Assert.Equal(2, sensor.Events.Count(IsScanner));
    }

    [Fact]
    public void A_stream_that_was_there_before_the_capture_is_read() =>
        Assert.True(new Sensor().See(Stream(Scan).Skip(1)).Saw("mandatory-scanner"));

    [Fact]
    public void The_fingerprint_survives_another_user_agent() =>
        Assert.True(new Sensor().See(Datagram(Replace("friendly-scanner", "Phone/1.0"))).Saw("mandatory-tool-fingerprint"));

    private static bool IsScanner(SeenAlert seen) => seen.Event.Name == "mandatory-scanner";

    private static string Replace(string old, string replacement) => Scan.Replace(old, replacement, StringComparison.Ordinal);

    private static FrameBuilder Datagram(string message) => FrameBuilder.Udp("198.51.100.66:5060", "192.0.2.2:5060").Payload(Encoding.Latin1.GetBytes(message));

    private static List<FrameBuilder> Stream(params string[] segments)
    {
        var stream = FrameBuilder.Tcp("198.51.100.66:40000", "192.0.2.2:5060");
        var frames = new List<FrameBuilder> { stream.Sequence(1000).WithFlags(TcpFlags.Syn) };
        var sequence = 1001u;
        foreach (var segment in segments)
        {
            frames.Add(stream.Sequence(sequence).WithFlags(TcpFlags.Psh | TcpFlags.Ack).Payload(Encoding.Latin1.GetBytes(segment)));
            sequence += (uint)segment.Length;
        }

        frames.Add(stream.Sequence(sequence).WithFlags(TcpFlags.Fin | TcpFlags.Ack));
        return frames;
    }
}
