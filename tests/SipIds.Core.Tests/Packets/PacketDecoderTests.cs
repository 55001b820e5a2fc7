using FsCheck;
using FsCheck.Fluent;
using SipIds.Packets;

namespace SipIds.Tests.Packets;

public sealed class PacketDecoderTests
{
    private static readonly NetEndpoint s_source4 = new(NetAddress.Parse("10.0.0.1"), 5060);
    private static readonly NetEndpoint s_source6 = new(NetAddress.Parse("fd00::1"), 5060);

    [Theory]
    [MemberData(nameof(Frames.Names), MemberType = typeof(Frames))]
    public void The_innermost_message_is_found(string name)
    {
        var (link, bytes) = Frames.All[name];
        var decoded = Decoded.From(bytes, link);
        Assert.Equal((DecodeStatus.Ok, Transport.Udp, false), (decoded.Status, decoded.Transport, decoded.Truncated));
        Assert.Equal(NestedFrame.Options, decoded.Payload);
        Assert.Contains(decoded.Source, new[] { s_source4, s_source6 });
    }

    [Theory]
    [MemberData(nameof(Frames.Names), MemberType = typeof(Frames))]
    public void A_frame_cut_at_any_byte_is_told_apart_from_a_whole_one(string name)
    {
        var (link, bytes) = Frames.All[name];
        var decoder = new PacketDecoder(new());
        for (var length = 0; length < bytes.Length; length++)
        {
            var decoded = Decoded.From(decoder, bytes[..length], link, originalLength: bytes.Length);
            var isWhole = decoded.Status is DecodeStatus.Ok && !decoded.Truncated;
            Assert.True(!isWhole || decoded.Payload.AsSpan().SequenceEqual(NestedFrame.Options), $"cut at {length}");
            Assert.True(NestedFrame.Options.AsSpan().StartsWith(decoded.Payload), $"cut at {length}");
        }
    }

    [Theory]
    [InlineData("Ethernet")]
    [InlineData("ERSPAN II")]
    [InlineData("VXLAN")]
    [InlineData("MPLS pseudowire")]
    public void The_innermost_hardware_addresses_count(string name)
    {
        var decoded = Decoded.From(Frames.All[name].Bytes);
        Assert.Equal((NestedFrame.Phone, NestedFrame.Proxy), (decoded.SourceMac, decoded.TargetMac));
    }

    [Fact]
    public void A_snapped_frame_gives_what_there_is()
    {
        var bytes = NestedFrame.SipOverIPv4().Ethernet().Bytes;
        var decoded = Decoded.From(new PacketDecoder(new()), bytes[..^10], originalLength: bytes.Length);
        Assert.Equal((DecodeStatus.Ok, true, NestedFrame.Options.Length - 10), (decoded.Status, decoded.Truncated, decoded.Payload.Length));
    }

    [Theory]
    [InlineData(0, DecodeStatus.Ok, true)]
    [InlineData(7, DecodeStatus.Malformed, false)]
    [InlineData(8, DecodeStatus.Ok, false)]
    [InlineData(9999, DecodeStatus.Ok, true)]
    public void A_udp_length_is_held_against_what_is_there(int length, DecodeStatus status, bool isTruncated)
    {
        var decoded = Decoded.From(NestedFrame.Sip().Udp(5060, 5060, length).IPv4("10.0.0.1", "10.0.0.2").Ethernet().Bytes);
        Assert.Equal((status, isTruncated), (decoded.Status, decoded.Truncated));
        Assert.Equal(length == 8 || status is not DecodeStatus.Ok ? 0 : NestedFrame.Options.Length, decoded.Payload.Length);
    }

    [Fact]
    public void A_tcp_segment_is_read_past_its_options()
    {
        var decoded = Decoded.From(NestedFrame.Sip().Tcp(40000, 5060, 0xFFFF_FFF0, TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin, options: 12)
            .IPv6("fd00::1", "fd00::2").Ethernet().Bytes);
        Assert.Equal((Transport.Tcp, 0xFFFF_FFF0u, TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin), (decoded.Transport, decoded.Sequence, decoded.Flags));
        Assert.Equal(NestedFrame.Options, decoded.Payload);
    }

    [Theory]
    [InlineData(4789)]
    [InlineData(8472)]
    [InlineData(2152)]
    public void A_message_to_a_tunnels_port_is_an_ordinary_datagram(int port)
    {
        var payload = System.Text.Encoding.ASCII.GetBytes("INVITE sip:a@example.org SIP/2.0\r\n\r\n");
        var decoded = Decoded.From(NestedFrame.Around(payload).Udp(5060, (ushort)port).IPv4("10.0.0.1", "10.0.0.2").Ethernet().Bytes);
        Assert.Equal((DecodeStatus.Ok, port), (decoded.Status, decoded.Target.Port));
        Assert.Equal(payload, decoded.Payload);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(132)]
    [InlineData(59)]
    public void Other_protocols_are_not_for_us(int protocol)
    {
        var decoded = Decoded.From(NestedFrame.Sip().Protocol((byte)protocol).IPv6("fd00::1", "fd00::2").Ethernet().Bytes);
        Assert.Equal((DecodeStatus.NotForUs, Transport.Other), (decoded.Status, decoded.Transport));
    }

    [Fact]
    public void Headers_inside_each_other_are_followed_only_so_far()
    {
        var inside = NestedFrame.SipOverIPv4();
        for (var depth = 1; depth < 5; depth++)
        {
            inside.IPv4("10.0.0.1", "10.0.0.2");
        }

        Assert.Equal(DecodeStatus.Ok, Decoded.From(new(new DecoderOptions { MaxDepth = 6 }), inside.Bytes, LinkType.Raw).Status);
        Assert.Equal(DecodeStatus.TooDeep, Decoded.From(new(new DecoderOptions { MaxDepth = 5 }), inside.Bytes, LinkType.Raw).Status);
    }

    [Fact]
    public void A_chain_of_extension_headers_is_followed_however_long_it_is()
    {
        var frame = NestedFrame.Sip().Udp(5060, 5060);
        for (var count = 0; count < 8000; count++)
        {
            frame.Extension(60);
        }

        Assert.Equal(DecodeStatus.Ok, Decoded.From(frame.IPv6("fd00::1", "fd00::2").Bytes, LinkType.Raw).Status);
    }

    [Theory]
    [InlineData(14, 0x44, DecodeStatus.Malformed)]
    [InlineData(14, 0x65, DecodeStatus.Malformed)]
    [InlineData(17, 19, DecodeStatus.Malformed)]
    [InlineData(12, 0x88, DecodeStatus.NotForUs)]
    public void A_header_that_contradicts_itself_is_malformed(int offset, byte value, DecodeStatus expected)
    {
        var bytes = NestedFrame.SipOverIPv4().Ethernet().Bytes;
        bytes[offset] = value;
        Assert.Equal(expected, Decoded.From(bytes).Status);
    }

    [Fact]
    public void An_unknown_link_is_said_to_be_one() => Assert.Equal(DecodeStatus.UnknownLink, Decoded.From([1, 2, 3], (LinkType)147).Status);

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 4 });
        var frames = Frames.All.Values.ToArray();
        var mutation = from frame in Gen.Elements(frames)
                       from places in Gen.ListOf(Gen.Zip(Gen.Choose(0, frame.Bytes.Length - 1), Gen.Choose(0, 255)))
                       from length in Gen.Choose(0, frame.Bytes.Length)
                       select (frame.Link, Bytes: Mutate(frame.Bytes, places)[..length]);
        Prop.ForAll(mutation.ToArbitrary(), frame => Enum.IsDefined(Decoded.From(decoder, frame.Bytes, frame.Link).Status))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        var decoder = new PacketDecoder(new());
        var (_, bytes) = Frames.All["VXLAN"];
        Assert.Equal(0, Allocation.Of(() => Decode(decoder, bytes)));
    }

    private static void Decode(PacketDecoder decoder, byte[] bytes) =>
        _ = decoder.Decode(new CapturedFrame { Link = LinkType.Ethernet, OriginalLength = bytes.Length, Bytes = bytes }, out _);

    private static byte[] Mutate(byte[] bytes, IEnumerable<(int Place, int Value)> places)
    {
        var copy = bytes.ToArray();
        foreach (var (place, value) in places)
        {
            copy[place] = (byte)value;
        }

        return copy;
    }
}
