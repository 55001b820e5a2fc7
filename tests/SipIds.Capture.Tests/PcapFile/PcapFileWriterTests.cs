using SipIds.Capture.PcapFile;
using SipIds.Packets;

namespace SipIds.Capture.Tests.PcapFile;

public class PcapFileWriterTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var file = Write(
            new(1, LinkType.Ethernet, 1_700_000_000_123_456_789, 3, [1, 2, 3]),
            new(2, LinkType.Raw, -5, 1500, [4]),
            new(3, LinkType.Ethernet, long.MaxValue, 0, []),
            new(4, LinkType.LinuxCooked2, 0, 4, [5, 6, 7, 8]));
        Reading.Of(file).ShouldEqual(new(
            [
                new(1, LinkType.Ethernet, 1_700_000_000_123_456_789, 3, [1, 2, 3]),
                new(2, LinkType.Raw, -5, 1500, [4]),
                new(3, LinkType.Ethernet, long.MaxValue, 0, []),
                new(4, LinkType.LinuxCooked2, 0, 4, [5, 6, 7, 8]),
            ],
            null));
    }

    [Fact]
    public void A_link_type_gets_one_interface_when_it_first_comes()
    {
        var ethernet = new Kept(1, LinkType.Ethernet, 0, 4, [1, 2, 3, 4]);
        var raw = ethernet with { Link = LinkType.Raw };
        Assert.Equal(28 + (2 * 32) + (3 * 36), Write(ethernet, raw, ethernet).Length);
    }

    [Fact]
    public void Many_link_types_and_many_frames_are_read_back()
    {
        var frames = Enumerable.Range(1, 3000).Select(i => new Kept(i, (LinkType)(i % 100), i, 900, new byte[900 - (i % 7)])).ToArray();
        Reading.Of(Write(frames)).ShouldEqual(new([.. frames], null));
    }

    [Fact]
    public void A_frame_above_the_largest_size_is_cut_to_it()
    {
        var frame = Assert.Single(Reading.Of(Write(new Kept(1, LinkType.Ethernet, 0, 300_000, new byte[300_000]))).Frames);
        Assert.Equal((300_000, 256 * 1024), (frame.OriginalLength, frame.Bytes.Length));
    }

    [Fact]
    public void A_file_without_frames_is_a_capture() => Reading.Of(Write()).ShouldEqual(new([], null));

    [Fact]
    public void A_file_is_made_and_replaced()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[10_000]);
            using (var writer = PcapFileWriter.Create(path))
            {
                Add(writer, new(1, LinkType.Ethernet, 7, 1, [9]));
                Assert.Equal(28 + 32 + 36, writer.Length);
            }

            using var source = CaptureFile.Open(path);
            Assert.Equal([9], Assert.Single(Reading.Of(source).Frames).Bytes);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_full_disk_is_the_callers_to_hear_of()
    {
        var writer = PcapFileWriter.Create("/dev/full");
        Add(writer, new(1, LinkType.Ethernet, 7, 1, [9]));
        Assert.ThrowsAny<IOException>(writer.Flush);
        Assert.ThrowsAny<IOException>(writer.Dispose);
    }

    [Fact]
    public void After_a_failed_write_the_file_goes_on_where_it_was_whole()
    {
        using var disk = new SmallDisk { Room = 100 };
        using (var writer = new PcapFileWriter(disk))
        {
            Add(writer, new(1, LinkType.Ethernet, 1, 50, new byte[50]));
            Assert.Throws<IOException>(writer.Flush);
            disk.Room = int.MaxValue;
            Add(writer, new(2, LinkType.Ethernet, 2, 1, [9]));
        }

        Assert.Equal([50, 1], Reading.Of(disk.ToArray()).Frames.Select(frame => frame.Bytes.Length));
    }

    [Fact]
    public void A_writer_allocates_nothing_for_its_frames()
    {
        using var writer = new PcapFileWriter(Stream.Null);
        var frame = new CapturedFrame { Link = LinkType.Ethernet, Bytes = new byte[500], OriginalLength = 500 };
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 2000; i++)
        {
            writer.Write(in frame);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_told_in_a_sentence()
    {
        var path = AppContext.BaseDirectory;
        var fault = Assert.ThrowsAny<IOException>(() => PcapFileWriter.Create(path));
        Assert.Equal($"'{path}' is a directory; name a file in it.", fault.Message);
    }

    private static byte[] Write(params Kept[] frames)
    {
        using var file = new MemoryStream();
        using (var writer = new PcapFileWriter(file))
        {
            foreach (var frame in frames)
            {
                Add(writer, frame);
            }
        }

        return file.ToArray();
    }

    private static void Add(PcapFileWriter writer, Kept frame) => writer.Write(new CapturedFrame
    {
        Time = new(frame.Nanoseconds),
        Number = frame.Number,
        Link = frame.Link,
        OriginalLength = frame.OriginalLength,
        Bytes = frame.Bytes,
    });

    /// <summary>A disk that takes what it has room for and then fails.</summary>
    private sealed class SmallDisk : MemoryStream
    {
        public int Room { get; set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, Math.Min(count, Room));
            if (count > Room)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
