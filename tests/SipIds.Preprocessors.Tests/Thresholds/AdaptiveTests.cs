using System.Buffers;
using SipIds.Events;
using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class AdaptiveTests
{
    private PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(new() { Adaptive = true });
    private int _number;

    [Fact]
    public void Nothing_follows_by_itself()
    {
        _tester = Of(new());
        Learn(days: 8);
        Assert.Empty(Flood(40));
    }

    [Fact]
    public void After_a_week_what_is_far_above_the_usual_is_reported_in_its_mild_form()
    {
        Learn(days: 8);
        var events = Flood(40);
        Assert.NotEmpty(events);
        Assert.All(events, reported => Assert.Equal(("spit-caller", Severity.Low), (reported.Name, reported.Severity)));
        Assert.InRange(events[0].Limit, 5, 20);
    }

    [Fact]
    public void What_is_usual_is_silent()
    {
        Learn(days: 20);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void In_the_first_week_nothing_is_said()
    {
        Learn(days: 6);
        Assert.Empty(Flood(40));
    }

    [Fact]
    public void The_limit_of_the_file_stays_the_ceiling()
    {
        Learn(days: 8);
        Assert.Contains(Flood(80), reported => reported is { Severity: Severity.High, Limit: 60 });
    }

    [Fact]
    public void Inline_the_mild_form_drops_nothing()
    {
        _tester = Of(new() { Adaptive = true }, inline: true);
        Learn(days: 8);
        Assert.NotEmpty(Flood(40));
        Assert.Equal(0, _tester.Dropped);
    }

    [Fact]
    public void One_flood_does_not_teach_the_limit_to_bear_the_next()
    {
        Learn(days: 8);
        Flood(50);
        Learn(days: 2);
        Assert.NotEmpty(Flood(50));
    }

    [Fact]
    public void What_was_learnt_outlives_a_restart()
    {
        Learn(days: 8);
        var saved = new ArrayBufferWriter<byte>();
        _tester.Preprocessor.Save(saved);
        _tester = Of(new() { Adaptive = true }).At(TimeSpan.FromDays(9));
        Assert.True(_tester.Preprocessor.TryRestore(saved.WrittenSpan, out _));
        Learn(days: 1);
        Assert.NotEmpty(Flood(40));
    }

    [Fact]
    public void What_is_damaged_is_refused_and_learning_begins_anew()
    {
        Learn(days: 8);
        var saved = new ArrayBufferWriter<byte>();
        _tester.Preprocessor.Save(saved);
        _tester = Of(new() { Adaptive = true }).At(TimeSpan.FromDays(9));
        Assert.False(_tester.Preprocessor.TryRestore(saved.WrittenSpan[..^3], out var fault));
        Assert.Equal("is damaged", fault);
        Learn(days: 1);
        Assert.Empty(Flood(40));
    }

    // Thirty users call once or twice in an hour; the clock ticks as it does on a live network.
    private void Learn(int days)
    {
        for (var tick = 0; tick < days * 24 * 4; tick++)
        {
            for (var calls = 1 + (tick % 2); calls > 0; calls--)
            {
                _tester.From("198.51.100.1").See(Request("INVITE", ++_number).From($"sip:user{tick % 30}@example.com"));
            }

            _tester.After(TimeSpan.FromMinutes(15)).Tick();
            for (var look = 0; tick % 4 == 0 && look < 20; look++)
            {
                _tester.After(TimeSpan.FromSeconds(1)).Tick();
            }
        }
    }

    private List<ReportedEvent> Flood(int calls)
    {
        var before = _tester.Events.Count;
        for (var call = 0; call < calls; call++)
        {
            _tester.See(Request("INVITE", ++_number).From("sip:mallory@example.com"));
        }

        return [.. _tester.Events.Skip(before).Where(e => e.Name == "spit-caller")];
    }
}
