using SipIds.Capture.PcapFile;
using SipIds.Packets;

namespace SipIds.Capture.Tests.PcapFile;

public class PcapTests
{
    [Theory]
    [InlineData(PcapBuilder.Micro, false, 1_700_000_000_000_005_000)]
    [InlineData(PcapBuilder.Micro, true, 1_700_000_000_000_005_000)]
    [InlineData(PcapBuilder.Nano, false, 1_700_000_000_000_000_005)]
    [InlineData(PcapBuilder.Nano, true, 1_700_000_000_000_000_005)]
    [InlineData(PcapBuilder.Modified, false, 1_700_000_000_000_005_000)]
    [InlineData(PcapBuilder.Modified, true, 1_700_000_000_000_005_000)]
    public void Every_variant_and_byte_order_is_read(uint magic, bool big, long time)
    {
        var file = new PcapBuilder(magic, big).Frame([1, 2, 3], fraction: 5, original: 60).Frame([4]).ToArray();
        var frames = Reading.Of(file).Frames;
        Assert.Equal(2, frames.Count);
        Assert.Equivalent(new Kept(1, LinkType.Ethernet, time, 60, [1, 2, 3]), frames[0], strict: true);
        Assert.Equal([4], frames[1].Bytes);
    }

    [Fact]
    public void Frames_are_numbered_from_one() =>
        Assert.Equal([1, 2, 3, 4, 5], Reading.Of(PcapBuilder.Five()).Frames.Select(frame => frame.Number));

    [Theory]
    [InlineData(0x0000_0071, LinkType.LinuxCooked)]
    [InlineData(0x1400_0001, LinkType.Ethernet)]
    [InlineData(0xF000_0114, LinkType.LinuxCooked2)]
    public void The_link_type_is_the_lower_half_of_its_field(uint network, LinkType link) =>
        Assert.Equal(link, Reading.Of(new PcapBuilder(network: network).Frame([1]).ToArray()).Frames[0].Link);

    [Fact]
    public void A_frame_above_the_snap_length_is_read_whole() =>
        Assert.Equal(100, Reading.Of(new PcapBuilder(snapLength: 68).Frame(new byte[100]).ToArray()).Frames[0].Bytes.Length);

    [Fact]
    public void A_frame_of_the_largest_size_is_read()
    {
        var file = new PcapBuilder().Frame(new byte[3]).Frame(new byte[256 * 1024]).Frame([7]).ToArray();
        Assert.Equal([3, 256 * 1024, 1], Reading.Of(file).Frames.Select(frame => frame.Bytes.Length));
    }

    [Theory]
    [InlineData(256 * 1024 + 1)]
    [InlineData(uint.MaxValue)]
    public void A_record_of_a_senseless_size_ends_the_file_after_the_frames_before_it(long claimed)
    {
        var reading = Reading.Of(new PcapBuilder().Frame([1]).Frame([2]).Frame(new byte[300_000], captured: claimed).Frame([4]).ToArray());
        Assert.Equal(2, reading.Frames.Count);
        Assert.Equal($"test.pcap is damaged after packet 2: a record claims {claimed} bytes.", reading.Warning);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(uint.MaxValue, int.MaxValue)]
    public void The_original_length_is_at_least_the_captured_one_and_no_negative_number(long written, int read) =>
        Assert.Equal(read, Reading.Of(new PcapBuilder().Frame([1, 2, 3], original: written).ToArray()).Frames[0].OriginalLength);

    [Fact]
    public void Any_timestamp_is_a_moment()
    {
        var frame = Reading.Of(new PcapBuilder().Frame([1], seconds: uint.MaxValue, fraction: uint.MaxValue).ToArray()).Frames[0];
        Assert.Equal((uint.MaxValue * 1_000_000_000L) + (uint.MaxValue * 1_000L), frame.Nanoseconds);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    public void Another_version_is_refused(int major, int minor)
    {
        var fault = Assert.Throws<CaptureFormatException>(() => Reading.Of(new PcapBuilder(major: major, minor: minor).ToArray()));
        Assert.Equal($"test.pcap is pcap of version {major}.{minor}, not 2.4; convert it with 'editcap -F pcap in out'.", fault.Message);
    }

    [Fact]
    public void A_capture_without_frames_is_whole() => Reading.Of(new PcapBuilder().ToArray()).ShouldEqual(new([], null));

    [Fact]
    public void A_file_that_ends_in_a_packet_says_which()
    {
        var reading = Reading.Of(PcapBuilder.Five()[..^1]);
        Assert.Equal(4, reading.Frames.Count);
        Assert.Equal("test.pcap ends in the middle of packet 5: it was cut short.", reading.Warning);
    }

    [Fact]
    public void After_the_end_nothing_more_is_read()
    {
        using var source = CaptureFile.Open(new MemoryStream(PcapBuilder.Five()[..^1]), "test.pcap");
        var first = Reading.Of(source);
        Reading.Of(source).ShouldEqual(new([], first.Warning));
    }
}
