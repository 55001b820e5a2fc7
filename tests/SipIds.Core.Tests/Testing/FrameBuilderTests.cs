using System.Buffers.Binary;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Core.Tests.Testing;

public class FrameBuilderTests
{
    [Fact]
    public void A_udp_datagram_over_ipv4_is_whole()
    {
        var frame = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5070").Payload("hello").Build();
        Assert.Equal(14 + 20 + 8 + 5, frame.Length);
        Assert.Equal("0200c0000202" + "0200c0000201" + "0800", Hex(frame.AsSpan(0, 14)));
        Assert.Equal("45000021" + "00014000" + "4011" + "b6c7" + "c0000201" + "c0000202", Hex(frame.AsSpan(14, 20)));
        Assert.Equal("13c4" + "13ce" + "000d", Hex(frame.AsSpan(34, 6)));
        Assert.Equal("hello"u8, frame.AsSpan(42));
        Assert.Equal(0xFFFF, Sum(frame.AsSpan(14, 20)));
        Assert.Equal(0xFFFF, TransportSum(frame.AsSpan(26, 8), 17, frame.AsSpan(34)));
    }

    [Fact]
    public void A_tcp_segment_over_ipv6_is_whole()
    {
        var frame = FrameBuilder.Tcp("[2001:db8::1]:5060", "[2001:db8::2]:40000").Sequence(7).WithFlags(TcpFlags.Syn).Payload("odd").Build();
        Assert.Equal(14 + 40 + 20 + 3, frame.Length);
        Assert.Equal("86dd" + "60000000" + "0017" + "0640", Hex(frame.AsSpan(12, 10)));
        Assert.Equal("13c4" + "9c40" + "00000007" + "00000000" + "5002" + "ffff", Hex(frame.AsSpan(54, 16)));
        Assert.Equal(0xFFFF, TransportSum(frame.AsSpan(22, 32), 6, frame.AsSpan(54)));
    }

    [Fact]
    public void Vlan_tags_stand_before_the_type()
    {
        var frame = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Vlan(10).Vlan(20).Build();
        Assert.Equal("8100000a" + "81000014" + "0800" + "45", Hex(frame.AsSpan(12, 11)));
    }

    [Fact]
    public void A_frame_knows_its_time_and_number()
    {
        var frame = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").At(TimeSpan.FromSeconds(2)).Number(9).ToFrame();
        Assert.Equal(TestClock.Start + TimeSpan.FromSeconds(2), frame.Time);
        Assert.Equal(9, frame.Number);
        Assert.Equal(LinkType.Ethernet, frame.Link);
        Assert.Equal(frame.Bytes.Length, frame.OriginalLength);
    }

    [Fact]
    public void Endpoints_of_one_frame_are_of_one_ip_version() =>
        Assert.Throws<ArgumentException>(() => FrameBuilder.Udp("192.0.2.1:5060", "[2001:db8::2]:5060"));

    [Fact]
    public void A_payload_fits_into_one_packet() =>
        Assert.Throws<ArgumentException>(() => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(new byte[65_536]));

    [Theory]
    [InlineData("192.0.2.1:5061", "192.0.2.1:5061")]
    [InlineData("192.0.2.1", "192.0.2.1:5060")]
    [InlineData("2001:db8::1", "[2001:db8::1]:5060")]
    [InlineData("[2001:db8::1]:1", "[2001:db8::1]:1")]
    public void An_endpoint_is_read(string text, string endpoint) => Assert.Equal(endpoint, TestEndpoint.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("host:5060")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("192.0.2.1:")]
    [InlineData(":5060")]
    public void What_is_no_endpoint_is_refused(string text) => Assert.Throws<FormatException>(() => TestEndpoint.Parse(text));

    [Fact]
    public void A_capture_is_a_pcap_file_of_its_frames()
    {
        var frame = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("hello").At(TimeSpan.FromMilliseconds(1500));
        var file = new CaptureBuilder().Add(frame).Add(frame).ToBytes();
        Assert.Equal("d4c3b2a1" + "02000400" + "00000000" + "00000000" + "00000400" + "01000000", Hex(file.AsSpan(0, 24)));
        Assert.Equal("01b95569" + "20a10700" + "2f000000" + "2f000000", Hex(file.AsSpan(24, 16)));
        Assert.Equal(24 + (2 * (16 + 47)), file.Length);
        Assert.Equal(frame.Build(), file[40..87]);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    // RFC 1071: the sum of a header with its right checksum is all ones.
    private static int TransportSum(ReadOnlySpan<byte> addresses, byte protocol, ReadOnlySpan<byte> segment)
    {
        byte[] padded = [.. addresses, 0, protocol, (byte)(segment.Length >> 8), (byte)segment.Length, .. segment, .. new byte[segment.Length % 2]];
        return Sum(padded);
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var index = 0; index < bytes.Length; index += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[index..]);
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }
}
