using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Tests;

public sealed class RotatingEventStreamTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipids").FullName;
    private readonly TestClock _clock = new();

    private string LogPath => Path.Combine(_folder, "eve.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_full_file_becomes_number_1_and_the_last_is_deleted()
    {
        using (var log = Open(new() { RotateSize = new(20), RotateInterval = TimeSpan.Zero, Keep = 2 }))
        {
            foreach (var word in new[] { "one", "two", "three", "four" })
            {
                log.Append(Line(word));
                log.Append(Line(word));
            }
        }

        Assert.Equal(["eve.json", "eve.json.1", "eve.json.2"], Files());
        Assert.Equal(("four", "three", "two"), (Word(""), Word(".1"), Word(".2")));
    }

    [Fact]
    public void A_file_covers_its_interval_counted_from_midnight()
    {
        using (var log = Open(new() { RotateInterval = TimeSpan.FromHours(6) }))
        {
            log.Append(Line("night"));
            _clock.Advance(TimeSpan.FromHours(2.9));
            log.Append(Line("night"));
            _clock.Advance(TimeSpan.FromMinutes(10));
            log.Append(Line("morning"));
        }

        Assert.Equal(("morning", "night"), (Word(""), Word(".1")));
    }

    [Fact]
    public void What_is_there_at_the_start_counts()
    {
        File.WriteAllText(LogPath, "yesterday!\n");
        File.SetLastWriteTimeUtc(LogPath, _clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1));

        using (var log = Open(new()))
        {
            log.Append(Line("today"));
        }

        Assert.Equal(("today", "yesterday!"), (Word(""), Word(".1")));
    }

    [Fact]
    public void A_quiet_day_leaves_no_empty_file()
    {
        using (var log = Open(new()))
        {
            _clock.Advance(TimeSpan.FromDays(3));
            log.Append(Line("late"));
        }

        Assert.Equal(["eve.json"], Files());
    }

    [Fact]
    public void A_file_that_was_moved_away_is_made_anew_when_it_is_reopened()
    {
        using var log = Open(new());
        log.Append(Line("one"));
        log.Flush();
        File.Move(LogPath, $"{LogPath}.moved");
        log.Append(Line("two"));

        log.Reopen();
        log.Append(Line("three"));
        log.Flush();

        Assert.Equal("one\ntwo\n", File.ReadAllText($"{LogPath}.moved").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("three", Word(""));
    }

    [Fact]
    public void Where_it_cannot_be_rotated_the_file_goes_on_and_it_is_said()
    {
        Directory.CreateDirectory($"{LogPath}.1");
        using var log = Open(new() { RotateSize = new(12) });

        log.Append(Line("one"));
        log.Append(Line("two"));
        log.Append(Line("three"));
        log.Flush();

        Assert.Contains("eve.json cannot be rotated", log.Fault, StringComparison.Ordinal);
        Assert.Equal((3, 0), (File.ReadAllLines(LogPath).Length, log.Lost));
    }

    [Fact]
    public void A_device_is_never_moved()
    {
        using var log = new RotatingEventStream("/dev/null", new() { RotateSize = new(12) }, _clock);

        log.Append(Line("one"));
        log.Append(Line("two"));
        log.Flush();

        Assert.True(File.Exists("/dev/null"));
        Assert.False(File.Exists("/dev/null.1"));
    }

    [Fact]
    public void Alerts_lost_in_one_file_are_still_counted_in_the_next()
    {
        using var log = new RotatingEventStream("/dev/full", new(), _clock);
        log.Append(Line("one"));
        log.Flush();

        log.Reopen();

        Assert.Equal(1, log.Lost);
    }

    [Fact]
    public void What_a_full_disk_did_not_take_fills_no_file()
    {
        File.WriteAllText($"{LogPath}.1", "the last one");
        Directory.CreateSymbolicLink(LogPath, "/dev/full");
        using (var log = Open(new() { RotateSize = new(25), RotateInterval = TimeSpan.Zero, Keep = 1 }))
        {
            for (var number = 0; number < 10; number++)
            {
                log.Append(Line("lost"));
                log.Flush();
            }

            Assert.Equal(10, log.Lost);
        }

        Assert.Equal("the last one", File.ReadAllText($"{LogPath}.1"));
    }

    [Fact]
    public void Files_beyond_a_smaller_keep_are_deleted()
    {
        foreach (var number in new[] { 1, 2, 3, 4, 6 })
        {
            File.WriteAllText($"{LogPath}.{number}", $"{number}");
        }

        using (var log = Open(new() { RotateSize = new(12), RotateInterval = TimeSpan.Zero, Keep = 2 }))
        {
            log.Append(Line("one"));
            log.Append(Line("two"));
        }

        Assert.Equal(["eve.json", "eve.json.1", "eve.json.2", "eve.json.6"], Files());
    }

    private static byte[] Line(string word) => System.Text.Encoding.UTF8.GetBytes($"{word,-9}\n");

    private RotatingEventStream Open(LogFileOptions options) => new(LogPath, options, _clock);

    private string Word(string suffix) => File.ReadAllLines(LogPath + suffix)[0].Trim();

    private string[] Files() => [.. Directory.GetFiles(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
