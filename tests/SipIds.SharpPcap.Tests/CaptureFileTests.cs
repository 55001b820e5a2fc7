using System.Buffers.Binary;
using SharpPcap;
using SharpPcap.LibPcap;
using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.SharpPcap.Tests;

public sealed class CaptureFileTests
{
    public CaptureFileTests() => CaptureLibrary.Need();

    public static TheoryData<string> Captures => [.. Directory.GetFiles(Seen.Capture("."), "*.pcap").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void The_frames_are_those_that_our_own_reader_gives(string name)
    {
        using var ours = CaptureFile.Open(Seen.Capture(name));
        using var theirs = SharpPcapSource.Open(new CaptureFileReaderDevice(Seen.Capture(name)));
        var frames = Seen.Frames(theirs);
        Assert.NotEmpty(frames);
        Assert.Equal(Seen.Frames(ours), frames);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void The_alerts_are_those_that_our_own_reader_gives(string name)
    {
        using var ours = CaptureFile.Open(Seen.Capture(name));
        using var theirs = SharpPcapSource.Open(new CaptureFileReaderDevice(Seen.Capture(name)));
        Assert.Equal(Seen.Alerts(ours), Seen.Alerts(theirs));
    }

    [Fact]
    public void A_password_guesser_is_named() =>
        Assert.Contains(Alerts("svcrack.pcap"), line => line.Contains("password-guessing", StringComparison.Ordinal));

    [Fact]
    public void Nanoseconds_cut_frames_and_dates_after_2038_are_kept()
    {
        using var folder = new Scratch();
        var path = folder.Write(Pcap(seconds: 3_000_000_001, nanoseconds: 123_456_789, captured: 60, original: 1400));
        using var source = SharpPcapSource.Open(new CaptureFileReaderDevice(path));
        Assert.True(source.TryRead(out var frame));
        Assert.Equal(Timestamp.FromUnix(3_000_000_001, 123_456_789), frame.Time);
        Assert.Equal((60, 1400), (frame.Bytes.Length, frame.OriginalLength));
    }

    [Fact]
    public void A_filter_lets_through_what_it_says()
    {
        using var folder = new Scratch();
        var path = folder.Write(new CaptureBuilder()
            .Add(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("one"))
            .Add(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5080").Payload("two"))
            .ToBytes());
        using var source = SharpPcapSource.Open(new CaptureFileReaderDevice(path), new() { Filter = "udp dst port 5080" });
        Assert.True(source.TryRead(out var frame));
        Assert.True(frame.Bytes.EndsWith("two"u8));
        Assert.False(source.TryRead(out _));
    }

    [Fact]
    public void At_the_end_nothing_is_read_and_nothing_is_waited_for()
    {
        using var source = SharpPcapSource.Open(new CaptureFileReaderDevice(Seen.Capture("svmap_ipv6.pcap")));
        Assert.True(source.Wait(TimeSpan.Zero));
        var frames = Seen.Frames(source);
        Assert.False(source.TryRead(out _));
        Assert.EndsWith("svmap_ipv6.pcap' is at its end.", Assert.Throws<EndOfStreamException>(() => source.Wait(TimeSpan.FromDays(1))).Message, StringComparison.Ordinal);
        Assert.Equal((frames.Count, 0), (source.Counters.Received, source.Counters.KernelDrops));
    }

    [Fact]
    public void A_capture_that_was_cut_short_is_said_to_be()
    {
        using var folder = new Scratch();
        var whole = File.ReadAllBytes(Seen.Capture("svmap_ipv6.pcap"));
        using var source = SharpPcapSource.Open(new CaptureFileReaderDevice(folder.Write(whole.AsSpan(..^1))));
        var fault = Assert.Throws<IOException>(() => Seen.Frames(source));
        Assert.Contains("' cannot be read on: truncated dump file", fault.Message, StringComparison.Ordinal);
        Assert.False(source.TryRead(out _));
    }

    [Fact]
    public void What_the_caller_opened_stays_open_with_its_filter()
    {
        using var device = new CaptureFileReaderDevice(Seen.Capture("svcrack.pcap"));
        device.Open(new DeviceConfiguration());
        device.Filter = "udp src port 5060";
        using (var source = SharpPcapSource.Attach(device))
        {
            Assert.Equal(237, Seen.Frames(source).Count);
        }

        Assert.True(device.Opened);
    }

    [Fact]
    public void What_the_source_opened_is_closed_with_it()
    {
        using var device = new CaptureFileReaderDevice(Seen.Capture("svcrack.pcap"));
        var source = SharpPcapSource.Open(device);
        source.Dispose();
        source.Dispose();
        Assert.False(device.Opened);
        Assert.Throws<ObjectDisposedException>(() => source.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => source.Wait(TimeSpan.Zero));
    }

    private static List<string> Alerts(string name)
    {
        using var source = SharpPcapSource.Open(new CaptureFileReaderDevice(Seen.Capture(name)));
        return Seen.Alerts(source);
    }

    private static byte[] Pcap(uint seconds, uint nanoseconds, int captured, int original)
    {
        var file = new byte[24 + 16 + captured];
        uint[] header = [0xA1B23C4D, 0x0004_0002, 0, 0, 65535, (uint)LinkType.Ethernet, seconds, nanoseconds, (uint)captured, (uint)original];
        for (var field = 0; field < header.Length; field++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4 * field), header[field]);
        }

        return file;
    }
}
