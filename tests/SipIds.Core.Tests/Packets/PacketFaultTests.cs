using System.Text;
using SipIds.Packets;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.Packets;

public sealed class PacketFaultTests
{
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte DestinationOptions = 60;

    [Theory]
    [InlineData(0x85)]
    [InlineData(0xC2)]
    public void An_option_that_must_be_known_is_discarded_unless_it_is_known(byte option)
    {
        var isKnown = option == 0xC2;
        Assert.Equal(isKnown ? "" : "Options, discarded: an IPv6 option that demands to be known", See(WithOption(DestinationOptions, option)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(0x1E)]
    public void An_option_that_may_be_skipped_is_no_fault(byte option) => Assert.Equal("", See(WithOption(HopByHop, option)));

    [Fact]
    public void An_option_longer_than_its_header_is_discarded()
    {
        var packet = WithOption(DestinationOptions, 1);
        packet[43] = 200;
        Assert.Equal("Options, discarded: an IPv6 option longer than its header", See(packet));
    }

    [Theory]
    [InlineData(0, 1, "Options, discarded: an IPv6 routing header of type 0")]
    [InlineData(0, 0, "Options: an IPv6 routing header of type 0")]
    [InlineData(9, 1, "Options, discarded: an IPv6 routing header of an unknown type")]
    [InlineData(9, 0, "")]
    [InlineData(2, 1, "")]
    [InlineData(4, 2, "")]
    public void A_routing_header_of_type_0_is_a_fault_and_those_in_use_are_none(byte type, byte segmentsLeft, string expected)
    {
        var packet = NestedFrame.Sip().Udp(5060, 5060).Extension(Routing).IPv6("fd00::1", "fd00::2").Bytes;
        (packet[42], packet[43]) = (type, segmentsLeft);
        Assert.Equal(expected, See(packet));
    }

    [Fact]
    public void A_hop_by_hop_header_is_the_first_or_a_fault()
    {
        var first = NestedFrame.Sip().Udp(5060, 5060).Extension(DestinationOptions).Extension(HopByHop);
        var second = NestedFrame.Sip().Udp(5060, 5060).Extension(HopByHop).Extension(DestinationOptions);
        Assert.Equal("", See(first.IPv6("fd00::1", "fd00::2").Bytes));
        Assert.Equal("Options, discarded: an IPv6 hop-by-hop header that is not the first", See(second.IPv6("fd00::1", "fd00::2").Bytes));
    }

    [Theory]
    [InlineData(7, "")]
    [InlineData(148, "")]
    [InlineData(131, "Options: an IP source route")]
    [InlineData(137, "Options: an IP source route")]
    public void A_source_route_is_a_fault_and_other_IPv4_options_are_none(byte option, string expected)
    {
        var packet = NestedFrame.Sip().Udp(5060, 5060).IPv4("10.0.0.1", "10.0.0.2", options: 8).Bytes;
        (packet[20], packet[21]) = (option, 7);
        Assert.Equal(expected, See(packet));
    }

    [Fact]
    public void An_IPv4_option_that_does_not_fit_is_discarded()
    {
        var packet = NestedFrame.Sip().Udp(5060, 5060).IPv4("10.0.0.1", "10.0.0.2", options: 8).Bytes;
        (packet[20], packet[21]) = (7, 40);
        Assert.Equal("Options, discarded: an IP option without a possible length", See(packet));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(64, "")]
    [InlineData(65, "Options, discarded: a TTL below min_ttl")]
    public void A_packet_that_dies_on_the_way_is_discarded(int minTtl, string expected)
    {
        var decoder = new PacketDecoder(new DecoderOptions { MinTtl = minTtl });
        Assert.Equal(expected, See(NestedFrame.SipOverIPv4().Bytes, decoder));
        Assert.Equal(expected, See(NestedFrame.Sip().Udp(5060, 5060).IPv6("fd00::1", "fd00::2").Bytes, decoder));
        Assert.Equal(expected, See(NestedFrame.SipOverIPv4().Ethernet().Bytes, decoder, LinkType.Ethernet));
    }

    [Fact]
    public void Too_many_encapsulations_are_a_fault()
    {
        var packet = NestedFrame.SipOverIPv4();
        for (var depth = 0; depth < 20; depth++)
        {
            packet.IPv4("10.0.0.1", "10.0.0.2");
        }

        Assert.Equal("Options: too many encapsulations", See(packet.Bytes));
    }

    [Fact]
    public void A_packet_shorter_on_the_wire_than_it_claims_is_a_fault()
    {
        var packet = NestedFrame.SipOverIPv4().Bytes;
        Assert.Equal("Truncated, discarded: a packet shorter than its headers claim", See(packet[..^4]));
        Assert.Equal("Truncated, discarded: a packet shorter than its headers claim", See(NestedFrame.Sip().Udp(5060, 5060, length: 2000).IPv4("10.0.0.1", "10.0.0.2").Bytes));
        Assert.Equal("Truncated, discarded: a packet shorter than its headers claim", See(NestedFrame.Sip().Udp(5060, 5060, length: 3).IPv4("10.0.0.1", "10.0.0.2").Bytes));
    }

    [Fact]
    public void A_packet_that_the_snap_length_cut_is_none() => Assert.Equal("", See(NestedFrame.SipOverIPv4().Bytes[..^4], cut: 4));

    [Fact]
    public void A_packet_that_a_mirror_cut_is_none()
    {
        var mirrored = NestedFrame.Around(NestedFrame.SipOverIPv4().Bytes[..^4]).Gre().IPv4("1.1.1.1", "2.2.2.2");
        Assert.Equal("", See(mirrored.Bytes));
    }

    [Fact]
    public void A_padded_frame_is_none() => Assert.Equal("", See(NestedFrame.SipOverIPv4().Pad(7).Ethernet().Bytes, link: LinkType.Ethernet));

    private static byte[] WithOption(byte header, byte option)
    {
        var packet = NestedFrame.Sip().Udp(5060, 5060).Extension(header).IPv6("fd00::1", "fd00::2").Bytes;
        (packet[42], packet[43]) = (option, 4);
        return packet;
    }

    private static string See(byte[] bytes, PacketDecoder? decoder = null, LinkType link = LinkType.Raw, int cut = 0)
    {
        decoder ??= new(new DecoderOptions());
        _ = decoder.Decode(new CapturedFrame { Link = link, Number = 1, OriginalLength = bytes.Length + cut, Bytes = bytes }, out var packet);
        var detail = Encoding.ASCII.GetString(packet.FaultDetail);
        return packet.Faults is PacketFaults.None ? "" : $"{packet.Faults}{(packet.IsDiscarded ? ", discarded" : "")}: {detail}";
    }
}
