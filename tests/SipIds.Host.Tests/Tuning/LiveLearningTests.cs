using SipIds.Capture.PcapFile;
using SipIds.Host.Settings;
using SipIds.Host.Tuning;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.State;

namespace SipIds.Host.Tests.Tuning;

public sealed class LiveLearningTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StringWriter _report = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _report.Dispose();
    }

    [Fact]
    public void After_its_time_the_proposals_are_written()
    {
        Assert.True(Learn(days: 9, TimeSpan.FromDays(8)).IsFinished);
        Assert.Matches(@"(?m)^calls: 60 → \d+\.\r?$", _report.ToString());
        Assert.Matches(@"(?m)^calls: \d+  # tune: was 60", File.ReadAllText(_scratch["proposal.yaml"]));
    }

    [Fact]
    public void Before_its_time_nothing_is_written()
    {
        Assert.False(Learn(days: 3, TimeSpan.FromDays(7)).IsFinished);
        Assert.Equal("", _report.ToString());
        Assert.False(File.Exists(_scratch["proposal.yaml"]));
    }

    [Fact]
    public void An_early_end_writes_what_was_measured()
    {
        var learning = Learn(days: 3, TimeSpan.FromDays(7));
        learning.Write(learning.Propose());
        Assert.Contains("Less than a week was seen", _report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("12h", 12 * 60)]
    [InlineData("90m", 90)]
    public void A_time_is_days_hours_or_minutes(string text, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), LearnTime.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("0h")]
    [InlineData("7")]
    [InlineData("7w")]
    [InlineData("366d")]
    [InlineData("99999999999d")]
    public void Everything_else_is_no_time(string text) => Assert.Null(LearnTime.Parse(text));

    private LiveLearning Learn(int days, TimeSpan duration)
    {
        var registry = BuiltIn.Register(new());
        var source = new SettingsSource(registry, null, []);
        var learning = new LiveLearning(new() { Source = source, Sensor = source.Load()!, AlarmsAWeek = 1, OutputPath = _scratch["proposal.yaml"] }, duration, _report);
        var pipeline = new SipIdsPipeline(new() { Registry = registry, CountObservers = [learning.Observer], Hasher = KeyHasher.CreateFixed() });
        using var capture = CaptureFile.Open(_scratch.Write("week.pcap", WeekCapture.Bytes(days)));
        while (capture.TryRead(out var frame))
        {
            _ = pipeline.Process(frame);
            if (learning.IsDue(frame.Time))
            {
                learning.Write(learning.Propose());
            }
        }

        return learning;
    }
}
