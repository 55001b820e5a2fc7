using SipIds.Host.Files;

namespace SipIds.Host.Tests.Live;

public sealed class FileWatchTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StoppedClock _clock = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_that_nobody_changes_is_not_due()
    {
        var watch = Watch("calls: 3\n");
        _clock.Now += TimeSpan.FromHours(1);
        Assert.False(watch.IsDue());
    }

    [Fact]
    public void A_changed_file_is_due_when_it_was_left_alone_for_a_second()
    {
        var watch = Watch("calls: 3\n");
        Write("calls: 30\n");
        Assert.False(watch.IsDue());
        _clock.Now += TimeSpan.FromSeconds(0.9);
        Assert.False(watch.IsDue());
        _clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.True(watch.IsDue());
    }

    [Fact]
    public void Each_write_begins_the_second_anew()
    {
        var watch = Watch("calls: 3\n");
        for (var length = 1; length <= 8; length++)
        {
            Write(new string('#', 20 + length));
            Assert.False(watch.IsDue());
            _clock.Now += TimeSpan.FromSeconds(0.9);
        }

        Assert.False(watch.IsDue());
        _clock.Now += TimeSpan.FromSeconds(0.1);
        Assert.True(watch.IsDue());
    }

    [Fact]
    public void What_was_taken_is_due_no_more()
    {
        var watch = Watch("calls: 3\n");
        Write("calls: 30\n");
        watch.Take();
        _clock.Now += TimeSpan.FromSeconds(2);
        Assert.False(watch.IsDue());
        Assert.False(watch.HasChanged);
    }

    [Fact]
    public void A_file_that_is_asked_for_is_due_at_once_where_it_rests()
    {
        var watch = Watch("calls: 3\n");
        watch.Ask();
        Assert.True(watch.IsDue());
    }

    [Fact]
    public void A_file_that_is_asked_for_and_being_written_has_its_second()
    {
        var watch = Watch("calls: 3\n");
        Write("calls: 30\n");
        watch.Ask();
        Assert.False(watch.IsDue());
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(watch.IsDue());
    }

    private FileWatch Watch(string text)
    {
        Write(text);
        return new(_scratch["sipcnf.yaml"], _clock);
    }

    private void Write(string text) => File.WriteAllText(_scratch["sipcnf.yaml"], text);
}
