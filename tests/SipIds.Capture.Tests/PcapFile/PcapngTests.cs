using System.Buffers.Binary;
using SipIds.Capture.PcapFile;
using SipIds.Packets;

namespace SipIds.Capture.Tests.PcapFile;

public class PcapngTests
{
    private const int Name = 2;
    private const int Resolution = 9;
    private const int Offset = 14;

    [Fact]
    public void Sections_have_their_own_byte_order_and_the_frames_one_numbering()
    {
        var reading = Reading.Of(PcapngBuilder.Five());
        Assert.Equal([1, 2, 3, 4, 5], reading.Frames.Select(frame => frame.Number));
        Assert.Equal([1, 2, 3, 4, 5], reading.Frames.Select(frame => (long)frame.Bytes[0]));
        Assert.Equal([1000, 2000, 3000, 4000, 5000], reading.Frames.Select(frame => frame.Nanoseconds));
        Assert.Null(reading.Warning);
    }

    [Fact]
    public void Interfaces_have_their_own_link_type_and_clock()
    {
        var reading = Reading.Of(new PcapngBuilder().Section()
            .Interface(link: 1).Interface(link: 113, options: PcapngBuilder.Option(Resolution, [9]))
            .Packet([1], from: 1, ticks: 7).Packet([2], from: 0, ticks: 7).ToArray());
        Assert.Equal(
            [(LinkType.LinuxCooked, 7L), (LinkType.Ethernet, 7000L)],
            reading.Frames.Select(frame => (frame.Link, frame.Nanoseconds)));
    }

    [Fact]
    public void A_frame_says_its_interface_and_the_file_what_that_is_called()
    {
        var file = new PcapngBuilder().Section().Interface(options: PcapngBuilder.Option(Name, "eth1"u8.ToArray())).Interface().Packet([1], from: 1).Packet([2], from: 0).ToArray();
        using var source = CaptureFile.Open(new MemoryStream(file), "test.pcapng");
        Assert.True(source.TryRead(out _));
        Assert.Equal((1, null), (source.Interface, source.InterfaceName(1)));
        Assert.True(source.TryRead(out _));
        Assert.Equal((0, "eth1"), (source.Interface, source.InterfaceName(0)));
        Assert.Null(source.InterfaceName(2));
    }

    [Theory]
    [InlineData(0, 3, 3_000_000_000)]
    [InlineData(3, 5, 5_000_000)]
    [InlineData(6, 1_700_000_000_000_001, 1_700_000_000_000_001_000)]
    [InlineData(9, 1_700_000_000_000_000_001, 1_700_000_000_000_000_001)]
    [InlineData(12, 5_999, 5)]
    [InlineData(28, long.MaxValue, 0)]
    [InlineData(29, long.MaxValue, 0)]
    [InlineData(127, -1, 0)]
    [InlineData(0x80, 2, 2_000_000_000)]
    [InlineData(0x80 | 10, 1536, 1_500_000_000)]
    [InlineData(0x80 | 32, 0x1_8000_0000, 1_500_000_000)]
    [InlineData(0x80 | 127, -1, 0)]
    public void The_resolution_is_a_power_of_ten_or_of_two(byte resolution, long ticks, long nanoseconds)
    {
        var option = PcapngBuilder.Option(Resolution, [resolution]);
        var file = new PcapngBuilder().Section().Interface(options: option).Packet([1], ticks: ticks).ToArray();
        Assert.Equal(nanoseconds, Reading.Of(file).Frames[0].Nanoseconds);
    }

    [Theory]
    [InlineData(10, 10_000_001_000)]
    [InlineData(-10, -9_999_999_000)]
    public void The_offset_is_in_seconds_and_may_be_negative(long offset, long nanoseconds)
    {
        var seconds = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(seconds, offset);
        var option = PcapngBuilder.Option(Offset, seconds, big: true);
        var file = new PcapngBuilder().Section(big: true).Interface(options: option).Packet([1], ticks: 1).ToArray();
        Assert.Equal(nanoseconds, Reading.Of(file).Frames[0].Nanoseconds);
    }

    [Fact]
    public void Any_clock_gives_a_moment_that_can_be_printed()
    {
        var seconds = PcapngBuilder.Option(Resolution, [0]);
        var offset = PcapngBuilder.Option(Offset, [255, 255, 255, 255, 255, 255, 255, 127]);
        var file = new PcapngBuilder().Section().Interface(options: [seconds, offset]).Packet([1], ticks: -1).ToArray();
        Assert.NotEmpty(new Timestamp(Reading.Of(file).Frames[0].Nanoseconds).ToString());
    }

    [Fact]
    public void Options_after_the_end_of_options_and_broken_ones_say_nothing()
    {
        byte[] end = [0, 0, 0, 0], tooLong = [Resolution, 0, 200, 0, 9, 0, 0, 0], wrongLength = [Resolution, 0, 2, 0, 9, 9, 0, 0];
        var file = new PcapngBuilder().Section()
            .Interface(options: [end, PcapngBuilder.Option(Resolution, [9])]).Interface(options: tooLong).Interface(options: wrongLength)
            .Packet([1], from: 0, ticks: 1).Packet([1], from: 1, ticks: 1).Packet([1], from: 2, ticks: 1).ToArray();
        Assert.Equal([1000, 1000, 1000], Reading.Of(file).Frames.Select(frame => frame.Nanoseconds));
    }

    [Fact]
    public void Simple_and_obsolete_packets_are_frames_too()
    {
        var reading = Reading.Of(new PcapngBuilder().Section().Interface(link: 101)
            .ObsoletePacket([1, 2], from: 0, ticks: 9).SimplePacket([3, 4, 5], original: 3).ToArray());
        Assert.Equivalent(new Kept(1, LinkType.Raw, 9000, 2, [1, 2]), reading.Frames[0], strict: true);
        Assert.Equivalent(new Kept(2, LinkType.Raw, 9000, 3, [3, 4, 5]), reading.Frames[1], strict: true);
    }

    [Fact]
    public void A_simple_packet_is_cut_at_the_snap_length()
    {
        var reading = Reading.Of(new PcapngBuilder().Section().Interface(snapLength: 2).SimplePacket([3, 4], original: 1500).ToArray());
        Assert.Equivalent(new Kept(1, LinkType.Ethernet, 0, 1500, [3, 4]), reading.Frames[0], strict: true);
    }

    [Theory]
    [InlineData(4u, 1)]
    [InlineData(5u, 1)]
    [InlineData(10u, 1)]
    [InlineData(0x8000_0001u, 1)]
    [InlineData(9u, 2)]
    [InlineData(0x0BADu, 2)]
    [InlineData(0x4000_0BADu, 2)]
    public void Other_blocks_are_passed_over_and_count_only_where_Wireshark_counts_them(uint type, long counted)
    {
        var reading = Reading.Of(new PcapngBuilder().Section().Interface().Block(type, new byte[8]).Packet([1]).ToArray());
        Assert.Equal(counted, Assert.Single(reading.Frames).Number);
    }

    [Fact]
    public void Blocks_larger_than_the_buffer_are_passed_over()
    {
        var comments = Enumerable.Repeat(PcapngBuilder.Option(1, new byte[65_000]), 10).SelectMany(option => option).ToArray();
        var reading = Reading.Of(new PcapngBuilder().Section().Interface().Block(0x77, new byte[1_000_000])
            .Packet([1], options: comments).Packet([2]).ToArray());
        Assert.Equal([1, 2], reading.Frames.Select(frame => (int)frame.Bytes[0]));
        Assert.Null(reading.Warning);
    }

    [Fact]
    public void A_block_whose_length_forgets_its_padding_is_read()
    {
        var reading = Reading.Of(new PcapngBuilder().Section().Interface().Block(0x77, [1, 2, 3, 0], length: 15).Packet([1]).ToArray());
        Assert.Single(reading.Frames);
    }

    [Theory]
    [InlineData(5, 1, null, null, "a packet is of interface 5, which is not described")]
    [InlineData(0, 9000, null, null, "a packet claims 9000 bytes")]
    [InlineData(0, 1, 11L, null, "a block claims 11 bytes")]
    [InlineData(0, 1, null, 20L, "the two lengths of a block differ")]
    public void A_damaged_packet_block_ends_the_file_with_the_reason(long from, long captured, long? length, long? trailer, string reason)
    {
        var body = new BlockWriter().UInt32(from).UInt32(0).UInt32(0).UInt32(captured).UInt32(1).Raw(9, 0, 0, 0).ToArray();
        var builder = new PcapngBuilder().Section().Interface().Packet([1]).Block(6, body, length, trailer).Packet([2]);
        var reading = Reading.Of(builder.ToArray());
        Assert.Single(reading.Frames);
        Assert.Equal($"test.pcap is damaged after packet 1: {reason}.", reading.Warning);
    }

    [Theory]
    [InlineData(1u, "an interface block is too short")]
    [InlineData(2u, "a packet block is too short")]
    [InlineData(3u, "a simple packet block is too short or has no interface")]
    [InlineData(6u, "a packet block is too short")]
    public void A_block_without_room_for_its_fields_ends_the_file(uint type, string reason) =>
        Reading.Of(new PcapngBuilder().Section().Interface().Block(type, []).Packet([2]).ToArray())
            .ShouldEqual(new([], $"test.pcap is damaged after packet 0: {reason}."));

    [Fact]
    public void The_interfaces_of_a_section_are_forgotten_with_it() =>
        Reading.Of(new PcapngBuilder().Section().Interface().Section().Packet([1]).ToArray())
            .ShouldEqual(new([], "test.pcap is damaged after packet 0: a packet is of interface 0, which is not described."));

    [Fact]
    public void Interfaces_without_end_end_the_file()
    {
        var builder = new PcapngBuilder().Section();
        for (var i = 0; i <= 65536; i++)
        {
            builder.Interface();
        }

        Reading.Of(builder.ToArray()).ShouldEqual(new([], "test.pcap is damaged after packet 0: it describes more than 65536 interfaces."));
    }

    [Fact]
    public void A_version_that_is_not_known_is_refused_at_the_start_and_ends_the_file_later()
    {
        Assert.Throws<CaptureFormatException>(() => Reading.Of(new PcapngBuilder().Section(major: 2).ToArray()));
        var reading = Reading.Of(new PcapngBuilder().Section().Interface().Packet([1]).Section(major: 2).Interface().Packet([1]).ToArray());
        Assert.Equal("test.pcap is damaged after packet 1: a section is of version 2, not 1.", reading.Warning);
        Assert.Single(reading.Frames);
    }

    [Fact]
    public void A_section_without_byte_order_is_refused() =>
        Assert.Throws<CaptureFormatException>(() => Reading.Of(new PcapngBuilder().Section(magic: 0x01020304).ToArray()));
}
