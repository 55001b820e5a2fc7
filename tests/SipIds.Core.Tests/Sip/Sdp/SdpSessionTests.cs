using System.Text;
using SipIds.Packets;
using SipIds.Sip.Sdp;

namespace SipIds.Core.Tests.Sip.Sdp;

public sealed class SdpSessionTests
{
    private const string Call =
        "v=0\r\no=alice 2890844526 2890844527 IN IP4 host.example.com\r\ns=A call\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\na=recvonly\r\na=tool:test\r\n"
        + "m=audio 49170 RTP/AVP 0 8 97\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:97 iLBC/8000\r\na=sendonly\r\na=rtcp:53020 IN IP6 2001:db8::9\r\n"
        + "m=video 51372/2 RTP/SAVPF 31\r\nc=IN IP6 2001:db8::1\r\na=rtcp-mux\r\n"
        + "m=image 0 udptl t38\r\n";

    [Fact]
    public void The_session_part_is_read()
    {
        var session = Read(Call);
        Assert.True(session.HasVersion);
        Assert.Equal("A call", Text(session.Name));
        Assert.Equal("192.0.2.1", Text(session.Connection.Address));
        Assert.Equal(SdpDirection.RecvOnly, session.Direction);
    }

    [Fact]
    public void The_origin_is_read_in_its_parts()
    {
        var origin = Read(Call).Origin;
        Assert.Equal(
            ["alice", "2890844526", "2890844527", "IN", "IP4", "host.example.com"],
            [
                Text(origin.User), Text(origin.SessionId), Text(origin.SessionVersion),
                Text(origin.Connection.NetworkType), Text(origin.Connection.AddressType), Text(origin.Connection.Address),
            ]);
        Assert.False(origin.TryGetAddress(out _));
    }

    [Fact]
    public void The_media_sections_are_read_in_order() => Assert.Equal(
        ["audio 49170/1 RTP/AVP [0 8 97]", "video 51372/2 RTP/SAVPF [31]", "image 0/1 udptl [t38]"],
        Each(Call, m => $"{Text(m.Media)} {m.Port}/{m.PortCount} {Text(m.Protocol)} [{Text(m.Formats)}]"));

    [Fact]
    public void A_section_without_a_connection_has_the_sessions() =>
        Assert.Equal(["192.0.2.1", "2001:db8::1", "192.0.2.1"], Each(Call, m => m.Connection.TryGetAddress(out var address) ? $"{address}" : "none"));

    [Fact]
    public void A_section_without_a_direction_has_the_sessions() =>
        Assert.Equal([SdpDirection.SendOnly, SdpDirection.RecvOnly, SdpDirection.RecvOnly], Each(Call, m => m.Direction));

    [Fact]
    public void Rtcp_goes_to_the_next_port_unless_the_section_says_otherwise()
    {
        Assert.Equal([53020, 51373, 0], Each(Call, m => (int)m.RtcpPort));
        Assert.Equal(["2001:db8::9", "2001:db8::1", "192.0.2.1"], Each(Call, m => Text(m.RtcpConnection.Address)));
        Assert.Equal([false, true, false], Each(Call, m => m.HasRtcpMux));
    }

    [Fact]
    public void An_rtcp_attribute_may_leave_the_address_out() =>
        Assert.Equal(["7 192.0.2.1"], Each("v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4 RTP/AVP 0\r\na=rtcp:7\r\n", m => $"{m.RtcpPort} {Text(m.RtcpConnection.Address)}"));

    [Fact]
    public void Attributes_are_read_with_and_without_a_value()
    {
        var found = new List<string>();
        foreach (var attribute in new SdpSession(Encoding.ASCII.GetBytes("v=0\na=sendrecv\na=fmtp:101 0-16\na=:\n")).Attributes)
        {
            found.Add($"{Text(attribute.Name)}|{Text(attribute.Value)}");
        }

        Assert.Equal(["sendrecv|", "fmtp|101 0-16", "|"], found);
    }

    [Fact]
    public void Attributes_of_a_section_are_not_the_sessions() => Assert.False(Read(Call).Attributes.TryGet("rtcp-mux"u8, out _));

    [Fact]
    public void Lf_alone_ends_a_line_too()
    {
        var text = Call.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Equal(Each(Call, Describe), Each(text, Describe));
    }

    [Fact]
    public void The_last_line_may_lack_its_end() => Assert.Equal(["audio"], Each("v=0\r\nm=audio 4 RTP/AVP 0", m => Text(m.Media)));

    [Fact]
    public void A_multicast_address_loses_its_ttl() =>
        Assert.Equal("224.2.36.42", Text(Read("v=0\r\nc=IN IP4 224.2.36.42/127/3\r\n").Connection.Address));

    [Fact]
    public void An_address_of_zeros_is_none() =>
        Assert.True(Read("v=0\r\nc=IN IP4 0.0.0.0\r\n").Connection.TryGetAddress(out var address) && address.IsNone);

    [Fact]
    public void An_address_in_brackets_is_read()
    {
        Assert.True(Read("v=0\r\no=- 1 1 IN IP6 [2001:db8::1]\r\n").Origin.TryGetAddress(out var address));
        Assert.Equal(NetAddress.Parse("2001:db8::1"), address);
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("x")]
    public void A_port_that_is_none_reads_as_zero(string port) => Assert.Equal([0], Each($"v=0\r\nm=audio {port} RTP/AVP 0\r\n", m => (int)m.Port));

    [Theory]
    [InlineData("", 0)]
    [InlineData("m=", 1)]
    [InlineData("m=\n", 1)]
    [InlineData("v=0\r\nm=", 1)]
    [InlineData("\nm=\nm=\nm=", 3)]
    [InlineData("o=\r\nc=\r\nc=/\r\ns", 0)]
    [InlineData("=\r\n=\r\n\r\n\n", 0)]
    public void Any_bytes_can_be_read(string text, int sections)
    {
        Assert.Equal(sections, Each(text, Describe).Count);
        Assert.Equal("False    SendRecv", Describe(Read(text.Replace("v=0", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_beginning_of_a_description_can_be_read() => Assert.All(
        Enumerable.Range(0, Call.Length),
        length => Assert.Equal(Call[..length].Split("\nm=").Length - 1, Each(Call[..length], Describe).Count));

    private static string Describe(SdpMedia media) =>
        $"{Text(media.Media)} {media.Port} {Text(media.Connection.Address)} {media.Direction} {media.RtcpPort} {Text(media.RtcpConnection.Address)}";

    private static string Describe(SdpSession session) =>
        $"{session.HasVersion} {Text(session.Name)} {Text(session.Origin.User)} {Text(session.Connection.Address)} {session.Direction}";

    private static SdpSession Read(string text) => new(Encoding.Latin1.GetBytes(text));

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private delegate T OfMedia<out T>(SdpMedia media);

    private static List<T> Each<T>(string text, OfMedia<T> read)
    {
        var results = new List<T>();
        foreach (var media in Read(text).Media)
        {
            results.Add(read(media));
        }

        return results;
    }
}
