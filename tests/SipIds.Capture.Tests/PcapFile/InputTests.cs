using SipIds.Capture.PcapFile;

namespace SipIds.Capture.Tests.PcapFile;

public class InputTests
{
    public static TheoryData<byte[]> Files =>
        [PcapBuilder.Five(), PcapngBuilder.Five(), Reading.Gzip(PcapBuilder.Five()), Reading.Gzip(PcapngBuilder.Five())];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_pipe_gives_what_the_file_gives_however_it_is_cut_into_reads(byte[] file)
    {
        var whole = Reading.Of(file);
        Assert.Equal(5, whole.Frames.Count);
        Reading.Of(new DribblingStream(file, 1)).ShouldEqual(whole);
        Reading.Of(new DribblingStream(file, 7)).ShouldEqual(whole);
        Reading.Of(new DribblingStream(file, int.MaxValue)).ShouldEqual(whole);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_of_a_live_pipe_is_given_before_the_next_one_comes(bool pcapng)
    {
        var start = pcapng ? new PcapngBuilder().Section().Interface().Packet([1]).ToArray() : new PcapBuilder().Frame([1]).ToArray();
        using var source = CaptureFile.Open(new DribblingStream(start, int.MaxValue, new IOException("read too far")), "live");
        Assert.True(source.TryRead(out _));
    }

    [Fact]
    public void A_read_that_fails_is_told_with_the_name()
    {
        var disk = new DribblingStream(PcapBuilder.Five()[..80], 80, new IOException("the disk is gone"));
        using var source = CaptureFile.Open(disk, "'a.pcap'");
        Assert.True(source.TryRead(out _));
        Assert.True(source.TryRead(out _));
        Assert.Equal("'a.pcap' cannot be read on: the disk is gone", Assert.Throws<IOException>(() => source.TryRead(out _)).Message);
        Assert.False(source.TryRead(out _));
    }

    [Fact]
    public void Gzip_of_several_members_is_one_capture()
    {
        var file = PcapBuilder.Five();
        byte[] packed = [.. Reading.Gzip(file[..30]), .. Reading.Gzip(file[30..31]), .. Reading.Gzip(file[31..])];
        Reading.Of(packed).ShouldEqual(Reading.Of(file));
    }

    [Fact]
    public void Gzip_cut_after_the_last_frame_is_told()
    {
        var reading = Reading.Of(Reading.Gzip(PcapBuilder.Five())[..^4]);
        Assert.Equal(5, reading.Frames.Count);
        Assert.Equal("test.pcap ends after packet 5: its gzip data is cut short or damaged.", reading.Warning);
    }

    [Fact]
    public void Gzip_with_a_wrong_checksum_loses_no_more_than_its_last_4_KiB()
    {
        var builder = new PcapBuilder();
        for (var i = 0; i < 1000; i++)
        {
            builder.Frame(new byte[112]);
        }

        var packed = Reading.Gzip(builder.ToArray());
        packed[^6] ^= 1;
        var reading = Reading.Of(packed);
        Assert.InRange(reading.Frames.Count, 1000 - (4096 / 128) - 1, 1000);
        Assert.Equal($"test.pcap ends after packet {reading.Frames.Count}: its gzip data is cut short or damaged.", reading.Warning);
    }

    [Fact]
    public void Gzip_cut_anywhere_gives_all_that_was_packed_before()
    {
        var packed = Reading.Gzip(PcapBuilder.Five());
        byte[] two = [.. packed, .. Reading.Gzip(PcapBuilder.Five()[24..])];
        for (var cut = packed.Length + 1; cut < two.Length; cut++)
        {
            var reading = Reading.Of(two[..cut]);
            Assert.InRange(reading.Frames.Count, 5, 10);
            Assert.NotNull(reading.Warning);
        }
    }

    [Fact]
    public void Progress_is_counted_in_the_bytes_of_the_file()
    {
        var packed = Reading.Gzip(new PcapBuilder().Frame(new byte[100_000]).ToArray());
        using var source = CaptureFile.Open(new MemoryStream(packed), "test.pcap");
        Reading.Of(source);
        Assert.Equal((packed.Length, packed.Length), (source.BytesRead, source.TotalBytes));
    }

    [Fact]
    public void A_pipe_has_no_known_length()
    {
        using var source = CaptureFile.Open(new DribblingStream(PcapBuilder.Five(), 16), "pipe");
        Assert.Null(source.TotalBytes);
    }

    [Theory]
    [InlineData("CESNET+ipfixprobe__sip.pcap", 50)]
    [InlineData("seladb+PcapPlusPlus__sip_resp.pcap", 7)]
    [InlineData("sippy+rtpproxy__dtmf.pcap", 196)]
    [InlineData("rfc4475_messages_tcp_segmented.pcap", 921)]
    [InlineData("svmap_ipv6.pcap", 1)]
    [InlineData("zeek+zeek__sip-junk-before-request.pcap", 2)]
    public void Real_captures_are_read_to_their_end(string name, int frames)
    {
        using var source = CaptureFile.Open(Reading.Corpus(name));
        var reading = Reading.Of(source);
        Assert.Equal((frames, null), (reading.Frames.Count, reading.Warning));
        Assert.Equal(source.TotalBytes, source.BytesRead);
    }

    [Fact]
    public void A_source_allocates_nothing_for_its_frames()
    {
        using var source = CaptureFile.Open(Reading.Corpus("rfc4475_messages_tcp_segmented.pcap"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (source.TryRead(out _))
        {
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_in_a_sentence() =>
        Assert.Equal("There is no file 'no/such.pcap'.", Assert.ThrowsAny<IOException>(() => CaptureFile.Open("no/such.pcap")).Message);

    [Fact]
    public void A_directory_is_told_in_a_sentence()
    {
        var path = AppContext.BaseDirectory;
        var fault = Assert.ThrowsAny<IOException>(() => CaptureFile.Open(path));
        Assert.Equal($"'{path}' is a directory; name a capture file in it.", fault.Message);
    }
}
