using SipIds.Capture.PcapFile;
using SipIds.Outputs.PacketLog;
using SipIds.Outputs.Streams;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Outputs.Tests;

public sealed class QueuedPacketLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipids").FullName;
    private readonly TestClock _clock = new();

    private string LogPath => Path.Combine(_folder, "alerts.pcap");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_packet_with_several_events_is_written_once()
    {
        using (var log = Open(new()))
        {
            Write(log, 7);
            Write(log, 7);
            Write(log, 9);
        }

        Assert.Equal(2, Count(""));
    }

    [Fact]
    public void A_capture_of_an_earlier_run_is_moved_on_and_not_overwritten()
    {
        using (var log = Open(new()))
        {
            Write(log, 1);
        }

        using (var log = Open(new()))
        {
            Write(log, 2);
            Write(log, 3);
        }

        Assert.Equal((2, 1), (Count(""), Count(".1")));
    }

    [Fact]
    public void A_full_capture_is_followed_by_a_new_one_that_opens_by_itself()
    {
        using (var log = Open(new() { RotateSize = new(600), Keep = 3 }))
        {
            for (var number = 1; number <= 6; number++)
            {
                Write(log, number);
            }
        }

        Assert.Equal((2, 2, 2), (Count(""), Count(".1"), Count(".2")));
    }

    [Fact]
    public void A_full_disk_is_said_and_what_waits_is_written_when_there_is_room()
    {
        var isFull = true;
        using var log = OnDisk(() => isFull);
        Write(log, 1);
        Eventually(() => log.Fault is not null);
        var fault = log.Fault;
        Write(log, 2);
        Eventually(() => log.Lost == 1);

        isFull = false;
        Eventually(() => log.Fault is null);
        Write(log, 3);

        log.Dispose();
        Assert.Equal($"{LogPath} cannot be written: No space left on device", fault);
        Assert.Equal((2, 1), (Count(""), log.Lost));
    }

    [Fact]
    public void A_full_disk_costs_no_earlier_capture()
    {
        File.WriteAllText($"{LogPath}.1", "the last one");
        using var log = OnDisk(() => true, new() { RotateSize = new(600), RotateInterval = TimeSpan.FromHours(1), Keep = 1 });
        for (var number = 1; number <= 10; number++)
        {
            var lost = log.Lost;
            Write(log, number);
            Eventually(() => log.Fault is not null && (log.Lost > lost || number == 1));
            _clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal("the last one", File.ReadAllText($"{LogPath}.1"));
    }

    [Fact]
    public void A_capture_that_nobody_moved_goes_on_when_it_is_reopened()
    {
        using (var log = Open(new(), TimeSpan.FromMilliseconds(5)))
        {
            Write(log, 1);
            Eventually(() => new FileInfo(LogPath).Length > 0);
            log.Reopen();
            Write(log, 2);
        }

        Assert.Equal(2, Count(""));
        Assert.False(File.Exists($"{LogPath}.1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_capture_that_somebody_moved_away_is_followed_by_a_new_one(bool isMadeAnew)
    {
        using (var log = Open(new(), TimeSpan.FromMilliseconds(5)))
        {
            Write(log, 1);
            Eventually(() => new FileInfo(LogPath).Length > 0);
            File.Move(LogPath, $"{LogPath}.moved");
            if (isMadeAnew)
            {
                File.WriteAllBytes(LogPath, []);
            }

            log.Reopen();
            Eventually(() => new FileInfo(LogPath) is { Exists: true, Length: > 0 });
            Write(log, 2);
            Write(log, 3);
        }

        Assert.Equal((2, 1), (Count(""), Count(".moved")));
        Assert.False(File.Exists($"{LogPath}.1"));
    }

    // As devices and named pipes are, which have no length either.
    [Fact]
    public void What_holds_nothing_is_not_moved_on()
    {
        File.WriteAllBytes(LogPath, []);

        using (var log = Open(new()))
        {
            Write(log, 1);
        }

        Assert.Equal([LogPath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_missing_directory_is_an_error_at_once() =>
        Assert.Contains("there is no directory", Assert.Throws<IOException>(() => new QueuedPacketLog(Path.Combine(_folder, "none", "a.pcap"), new(), PcapFileWriter.Create, 4096, TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);

    private static void Write(QueuedPacketLog log, long number) => log.Write(Some.Alert, Some.Packet(Some.Invite, number));

    private static void Eventually(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(20)));

    private QueuedPacketLog Open(LogFileOptions options, TimeSpan? interval = null) =>
        new(LogPath, options, PcapFileWriter.Create, 1 << 20, interval ?? TimeSpan.FromHours(1), _clock);

    private QueuedPacketLog OnDisk(Func<bool> isFull, LogFileOptions? options = null) =>
        new(LogPath, options ?? new(), path => new Failing(PcapFileWriter.Create(path), isFull), 1 << 20, TimeSpan.FromMilliseconds(5), _clock);

    private int Count(string suffix)
    {
        using var source = CaptureFile.Open(LogPath + suffix);
        var count = 0;
        while (source.TryRead(out _))
        {
            count++;
        }

        return count;
    }

    private sealed class Failing(IFrameWriter writer, Func<bool> isFull) : IFrameWriter
    {
        public void Write(in CapturedFrame frame) => writer.Write(frame);

        public void Flush()
        {
            if (isFull())
            {
                throw new IOException("No space left on device");
            }

            writer.Flush();
        }

        public void Dispose() => writer.Dispose();
    }
}
