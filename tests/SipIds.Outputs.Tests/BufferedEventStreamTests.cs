using System.IO.Pipes;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Tests;

public sealed class BufferedEventStreamTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipids").FullName;

    private string LogPath => Path.Combine(_folder, "alerts.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Alerts_are_added_to_the_file_that_is_there()
    {
        File.WriteAllText(LogPath, "old\n");

        Append("new\n");

        Assert.Equal("old\nnew\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void A_file_that_ends_inside_a_line_gets_its_line_end_first()
    {
        File.WriteAllText(LogPath, "{\"half");

        Append("new\n");

        Assert.Equal("{\"half\nnew\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void A_file_truncated_by_log_rotation_is_written_from_its_new_end()
    {
        using var stream = BufferedEventStream.Open(LogPath, flushEachAlert: true);
        stream.Append("one\n"u8);
        File.WriteAllText(LogPath, "");

        stream.Append("two\n"u8);

        Assert.Equal("two\n", File.ReadAllText(LogPath));
    }

    [Fact]
    public void Alerts_wait_in_the_buffer_until_it_is_flushed()
    {
        using var stream = BufferedEventStream.Open(LogPath);
        stream.Append("one\n"u8);
        var before = File.ReadAllText(LogPath);

        stream.Flush();

        Assert.Equal(("", "one\n"), (before, File.ReadAllText(LogPath)));
    }

    [Fact]
    public void A_full_buffer_goes_out_in_whole_alerts()
    {
        using var stream = BufferedEventStream.Open(LogPath);
        var alert = new byte[1000];
        alert.AsSpan().Fill((byte)'a');
        alert[^1] = (byte)'\n';

        for (var i = 0; i < 100; i++)
        {
            stream.Append(alert);
        }

        Assert.Equal(65_000, new FileInfo(LogPath).Length);
    }

    [Fact]
    public void A_file_whose_length_the_disk_does_not_tell_keeps_what_it_holds()
    {
        var disk = new SmallDisk { Room = 100 };
        using var stream = new BufferedEventStream("disk", () => disk);
        stream.Append("one\n"u8);
        stream.Flush();
        disk.CanTellItsLength = false;
        stream.Append("two\n"u8);
        stream.Flush();
        var (text, fault) = (disk.Text, stream.Fault);

        disk.CanTellItsLength = true;
        stream.Append("three\n"u8);
        stream.Flush();

        Assert.Equal(("one\n", "disk cannot be written: Stale file handle"), (text, fault));
        Assert.Equal(("one\nthree\n", 1), (disk.Text, stream.Lost));
    }

    [Fact]
    public void A_missing_directory_is_an_error_at_once()
    {
        var fault = Assert.Throws<IOException>(() => BufferedEventStream.Open(Path.Combine(_folder, "none", "alerts.log")));

        Assert.Equal($"{_folder}/none/alerts.log cannot be written: there is no directory '{_folder}/none'", fault.Message);
    }

    [Fact]
    public void A_directory_is_no_file()
    {
        var fault = Assert.Throws<IOException>(() => BufferedEventStream.Open(_folder));

        Assert.Equal($"{_folder} cannot be written: it is a directory", fault.Message);
    }

    [Fact]
    public void A_full_disk_is_said_and_every_alert_counted()
    {
        using var stream = BufferedEventStream.Open("/dev/full");
        stream.Append("one\n"u8);
        stream.Append("two\n"u8);

        stream.Flush();

        Assert.Equal((2, "/dev/full cannot be written: No space left on device"), (stream.Lost, stream.Fault));
    }

    [Fact]
    public void Alerts_still_buffered_when_the_output_closes_count_too()
    {
        var stream = BufferedEventStream.Open("/dev/full");
        stream.Append("one\n"u8);

        stream.Dispose();

        Assert.Equal(1, stream.Lost);
    }

    [Fact]
    public void A_closed_pipe_is_said_and_given_up()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        pipe.DisposeLocalCopyOfClientHandle();
        using var stream = new BufferedEventStream("pipe", () => pipe, flushEachAlert: true);

        stream.Append("one\n"u8);
        stream.Append("two\n"u8);

        Assert.Equal((2, "pipe cannot be written: Broken pipe"), (stream.Lost, stream.Fault));
    }

    [Fact]
    public void A_disk_with_room_again_is_written_to_again()
    {
        var disk = new SmallDisk { Room = 6 };
        using var stream = new BufferedEventStream("disk", () => disk, flushEachAlert: true);
        stream.Append("one\n"u8);
        stream.Append("two\n"u8);
        disk.Room = 100;

        stream.Append("three\n"u8);

        Assert.Equal("one\nthree\n", disk.Text);
        Assert.Equal((1, null), (stream.Lost, stream.Fault));
    }

    [Fact]
    public void A_line_that_was_cut_by_a_full_disk_and_stays_is_ended_first()
    {
        var disk = new SmallDisk { Room = 6, CanShrink = false };
        using var stream = new BufferedEventStream("disk", () => disk, flushEachAlert: true);
        stream.Append("one\n"u8);
        stream.Append("two\n"u8);
        disk.Room = 100;

        stream.Append("three\n"u8);

        Assert.Equal("one\ntw\nthree\n", disk.Text);
    }

    [Fact]
    public void A_flood_of_alerts_is_not_a_flood_of_failing_writes()
    {
        var disk = new SmallDisk { Room = 0 };
        using var stream = new BufferedEventStream("disk", () => disk);
        var alert = new byte[1000];

        for (var i = 0; i < 1000; i++)
        {
            stream.Append(alert);
        }

        Assert.Equal((1, 935), (disk.Failures, stream.Lost));
    }

    private void Append(string text)
    {
        using var stream = BufferedEventStream.Open(LogPath);
        stream.Append(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
