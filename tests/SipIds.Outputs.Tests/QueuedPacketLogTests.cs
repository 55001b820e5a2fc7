using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Pipeline;

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
    public void A_disk_that_fails_is_said_and_tried_again_a_minute_later()
    {
        var isFull = true;
        using var log = new QueuedPacketLog(LogPath, new(), path => new Failing(PcapFileWriter.Create(path), () => isFull), 1 << 20, TimeSpan.FromMilliseconds(5), _clock);
        Write(log, 1);
        Eventually(() => log.Lost == 1);
        var fault = log.Fault;
        isFull = false;
        Write(log, 2);
        Eventually(() => log.Lost == 2);

        _clock.Advance(TimeSpan.FromMinutes(2));
        Write(log, 3);
        Eventually(() => log.Fault is null);

        log.Dispose();
        Assert.Contains("No space left on device", fault, StringComparison.Ordinal);
        Assert.Equal((1, 2), (Count(""), log.Lost));
    }

    [Fact]
    public void A_missing_directory_is_an_error_at_once() =>
        Assert.Contains("there is no directory", Assert.Throws<IOException>(() => new QueuedPacketLog(Path.Combine(_folder, "none", "a.pcap"), new(), PcapFileWriter.Create, 4096, TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);

    private static void Write(QueuedPacketLog log, long number) => log.Write(Some.Alert, Some.Packet(Some.Invite, number));

    private static void Eventually(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, TimeSpan.FromSeconds(20)));

    private QueuedPacketLog Open(LogFileOptions options) => new(LogPath, options, PcapFileWriter.Create, 1 << 20, TimeSpan.FromHours(1), _clock);

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
