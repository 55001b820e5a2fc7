using System.Net;
using PacketDotNet;
using SipIds.Packets;
using SipIds.Testing;
using PacketTransport = PacketDotNet.TransportPacket;

namespace SipIds.SharpPcap.Tests;

public sealed class PacketDotNetTests
{
    private static readonly byte[] s_options = SipBuilder.Request("OPTIONS").Build();

    [Theory]
    [InlineData("192.0.2.1:5060", "192.0.2.2:5080")]
    [InlineData("[2001:db8::1]:5060", "[2001:db8::2]:5080")]
    public void A_packet_has_its_addresses_ports_and_payload(string source, string target)
    {
        var packet = new TestPacket(s_options) { Source = TestEndpoint.Parse(source), Target = TestEndpoint.Parse(target) }.Open().ToPacketDotNet();
        var (ip, udp) = (packet?.Extract<IPPacket>(), packet?.Extract<UdpPacket>());
        Assert.Equal((IPEndPoint.Parse(source), IPEndPoint.Parse(target)), (new(ip!.SourceAddress, udp!.SourcePort), new(ip.DestinationAddress, udp.DestinationPort)));
        Assert.Equal(s_options, udp.PayloadData);
        Assert.True(udp.ValidChecksum);
    }

    [Fact]
    public void A_segment_is_one_of_TCP()
    {
        var frame = FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Payload(s_options).Sequence(77).ToFrame();
        var tcp = frame.ToPacketDotNet()?.Extract<TcpPacket>();
        Assert.Equal((77u, true), (tcp!.SequenceNumber, tcp.Push));
    }

    [Fact]
    public void A_VLAN_tag_is_there() => Assert.Equal(
        42,
        FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Vlan(42).Payload(s_options).ToFrame().ToPacketDotNet()!.Extract<Ieee8021QPacket>().VlanIdentifier);

    public static TheoryData<LinkType, byte[]> Links => new()
    {
        { LinkType.Raw, [] },
        { LinkType.RawBsd, [] },
        { LinkType.RawOpenBsd, [] },
        { LinkType.IPv4, [] },
        { LinkType.Null, [2, 0, 0, 0] },
        { LinkType.Loop, [0, 0, 0, 2] },
        { LinkType.Ppp, [0xFF, 0x03, 0x00, 0x21] },
        { LinkType.Ppp, [0x00, 0x21] },
        { LinkType.PppEthernet, [0x11, 0, 0, 1, 0, 30, 0x00, 0x21] },
        { LinkType.LinuxCooked, [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 0x08, 0x00] },
        { LinkType.LinuxCooked2, [0x08, 0x00, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Every_link_that_the_decoder_reads_is_read(LinkType link, byte[] header)
    {
        const int ethernet = 14;
        byte[] bytes = [.. header, .. FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(s_options).Build()[ethernet..]];
        var frame = new CapturedFrame { Link = link, Bytes = bytes, OriginalLength = bytes.Length };
        Assert.Equal(DecodeStatus.Ok, new PacketDecoder(new()).Decode(frame, out _));
        Assert.Equal(s_options, frame.ToPacketDotNet()?.Extract<UdpPacket>()?.PayloadData);
    }

    [Fact]
    public void The_link_types_of_the_test_are_all_there_are_but_two() =>
        Assert.Equal([LinkType.Ethernet, LinkType.IPv6], Enum.GetValues<LinkType>().Except(Links.Select(row => row.Data.Item1)));

    [Fact]
    public void What_is_cut_or_makes_no_sense_is_null_and_never_throws()
    {
        var random = new Random(20);
        var whole = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Vlan(1).Payload(s_options).Build();
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var change = 0; change < round % 4 && bytes.Length > 0; change++)
            {
                bytes[random.Next(Math.Min(bytes.Length, 50))] = (byte)random.Next(256);
            }

            var link = Enum.GetValues<LinkType>()[round % 12];
            var packet = new CapturedFrame { Link = link, Bytes = bytes, OriginalLength = bytes.Length }.ToPacketDotNet();
            read += packet?.Extract<PacketTransport>() is null ? 0 : 1;
        }

        Assert.InRange(read, 100, 19_000);
        Assert.Null(new CapturedFrame { Link = LinkType.Ethernet, Bytes = whole.AsSpan(0, 20) }.ToPacketDotNet());
    }

    [Theory]
    [InlineData(14, 23)]
    [InlineData(64, 73)]
    public void A_packet_that_holds_itself_is_null_and_not_an_endless_chain(int header, int protocol)
    {
        const int vxlan = 50;
        var inner = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(s_options).Build();
        var bytes = header < vxlan ? inner : FrameBuilder.Udp("192.0.2.3:5060", "192.0.2.4:4789").Payload([8, 0, 0, 0, 0, 0, 1, 0, .. inner]).Build();
        (bytes[header], bytes[protocol]) = (0x40, 4);
        Assert.Null(new CapturedFrame { Link = LinkType.Ethernet, Bytes = bytes, OriginalLength = bytes.Length }.ToPacketDotNet());
    }
}
