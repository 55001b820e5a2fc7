using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.Events;

public class AlertThrottleTests
{
    private static readonly EventDescriptor s_flood = new(Gid.FirstPlugin, 1, "flood", Severity.High, EventAction.Drop, "A flood.");
    private static readonly EventDescriptor s_scan = s_flood with { Sid = 2, Name = "scan" };
    private static readonly Timestamp s_start = Timestamp.FromUnix(1000);

    private readonly AlertThrottle _throttle = new(TimeSpan.FromSeconds(60), new(), KeyHasher.CreateFixed());

    [Fact]
    public void An_alert_passes_over_the_limit_and_at_each_doubling() =>
        Assert.Equal([21, 41, 81, 161, 321], Enumerable.Range(21, 600).Where(count => Passes(count)).Take(5));

    [Fact]
    public void What_did_not_pass_is_counted_for_the_next_that_does()
    {
        Assert.True(Passes(21));
        for (var count = 22; count <= 40; count++)
        {
            Assert.False(Passes(count));
        }

        Assert.True(Passes(41));
        Assert.Equal(19, _suppressed);
    }

    [Fact]
    public void A_jump_over_several_doublings_is_one_alert()
    {
        Assert.True(Passes(21));
        Assert.True(Passes(1000));
        Assert.False(Passes(1200));
    }

    [Fact]
    public void Subjects_and_events_are_apart()
    {
        Assert.True(Passes(21));
        Assert.True(Passes(21, subject: 2));
        Assert.True(Passes(21, what: s_scan));
        Assert.False(Passes(22));
    }

    [Fact]
    public void A_report_that_counts_nothing_always_passes()
    {
        Assert.True(Passes(0));
        Assert.True(Passes(0));
    }

    [Fact]
    public void A_count_that_wavers_makes_no_alerts()
    {
        Assert.True(Passes(41));
        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(step => Passes(36 + (step % 10))));
    }

    [Fact]
    public void A_count_that_fell_climbs_its_lines_again()
    {
        Assert.True(Passes(200));
        Assert.False(Passes(25));
        Assert.True(Passes(41));
    }

    [Fact]
    public void A_period_without_reports_begins_anew()
    {
        Assert.True(Passes(21));
        Assert.False(Passes(22, second: 59));
        Assert.False(Passes(22, second: 118));
        Assert.True(Passes(21, second: 179));
        Assert.Equal(0, _suppressed);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_report()
    {
        var count = 20;
        Assert.Equal(0, Allocation.Of(() => Passes(++count, subject: count)));
    }

    [Fact]
    public void Without_a_bound_every_report_that_counts_nothing_is_an_alert() => Assert.Equal(1000, PlainAlerts(new(), 1000).Count);

    [Fact]
    public void Of_one_sender_the_first_few_alerts_pass_and_then_each_doubling() =>
        Assert.Equal([(1, 0), (2, 0), (3, 0), (6, 2), (12, 5), (24, 11), (48, 23)], PlainAlerts(new() { PerSender = 3 }, 60));

    [Fact]
    public void A_new_period_begins_with_what_was_held_back()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSender = 1 }, KeyHasher.CreateFixed());
        var passed = Enumerable.Range(0, 4).Select(i => throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start + TimeSpan.FromSeconds(i * 0.1), out _)).ToList();

        Assert.Equal([true, true, false, true], passed);
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start + TimeSpan.FromSeconds(59), out _) is false);
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start + TimeSpan.FromSeconds(60), out var suppressed));
        Assert.Equal(1, suppressed);
    }

    [Fact]
    public void Another_sender_or_event_has_a_bound_of_its_own()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSender = 1 }, KeyHasher.CreateFixed());

        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start, out _));
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.2"), s_start, out _));
        Assert.True(throttle.TryPass(new Report { Event = s_scan }, NetAddress.Parse("192.0.2.1"), s_start, out _));
    }

    [Fact]
    public void In_one_second_no_more_than_a_quarter_of_the_bound_pass_for_each_event_whoever_sends_them()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSecond = 10 }, KeyHasher.CreateFixed());
        var passed = Enumerable.Range(0, 30).Count(i => throttle.TryPass(Plain() with { Event = i % 2 == 0 ? s_flood : s_scan }, new NetAddress(0, (ulong)i), s_start + TimeSpan.FromSeconds(i / 10), out _));

        Assert.Equal(3 * (2 + 2), passed);
    }

    [Fact]
    public void A_line_that_found_no_room_is_owed()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSecond = 4 }, KeyHasher.CreateFixed());
        Assert.True(throttle.TryPass(Counted(21, subject: 1), default, s_start, out _));
        Assert.False(throttle.TryPass(Counted(21, subject: 2), default, s_start, out _));
        Assert.True(throttle.TryPass(Counted(22, subject: 2), default, s_start + TimeSpan.FromSeconds(1), out var suppressed));
        Assert.Equal(1, suppressed);
        Assert.False(throttle.TryPass(Counted(23, subject: 2), default, s_start + TimeSpan.FromSeconds(2), out _));
    }

    [Fact]
    public void An_alert_of_a_sender_that_found_no_room_is_owed()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSender = 1, PerSecond = 4 }, KeyHasher.CreateFixed());
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start, out _));
        Assert.False(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.2"), s_start, out _));
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.2"), s_start + TimeSpan.FromSeconds(1), out var suppressed));
        Assert.Equal(1, suppressed);
    }

    [Fact]
    public void The_mild_form_of_an_event_costs_its_severe_form_nothing()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSender = 1 }, KeyHasher.CreateFixed());
        Assert.True(throttle.TryPass(Plain() with { Severity = Severity.Low }, NetAddress.Parse("192.0.2.1"), s_start, out _));
        Assert.True(throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start, out _));
    }

    [Fact]
    public void A_flood_of_ever_new_subjects_does_not_evict_the_step_of_one_that_was_reported_often()
    {
        var count = 21;
        for (; count < 60; count++)
        {
            _ = Passes(count);
        }

        for (var subject = 2; subject < 40_000; subject++)
        {
            _ = Passes(21, subject);
        }

        Assert.False(Passes(count));
        Assert.Equal(39, SuppressedUntil(81, count));
    }

    [Fact]
    public void A_flood_of_ever_new_senders_is_bounded_by_event()
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), new() { PerSender = 10, PerEvent = 100 }, KeyHasher.CreateFixed());
        var written = Enumerable.Range(0, 10_000).Count(i =>
            throttle.TryPass(Plain() with { Severity = Severity.Medium }, new NetAddress(0, (ulong)i), s_start, out _));

        Assert.Equal(100 + 6, written);
    }

    private long SuppressedUntil(int line, int count)
    {
        while (++count <= line && !Passes(count))
        {
        }

        return _suppressed;
    }

    private static Report Counted(long count, ulong subject) =>
        new() { Event = s_flood, Severity = Severity.High, Counted = new() { Count = count, Limit = 20, Subject = new StateKey(1, 1).With(subject) } };

    private static Report Plain() => new() { Event = s_flood, Severity = Severity.High };

    private static List<(int Number, long Suppressed)> PlainAlerts(AlertLimits limits, int reports)
    {
        var throttle = new AlertThrottle(TimeSpan.FromSeconds(60), limits, KeyHasher.CreateFixed());
        var alerts = new List<(int, long)>();
        for (var number = 1; number <= reports; number++)
        {
            if (throttle.TryPass(Plain(), NetAddress.Parse("192.0.2.1"), s_start, out var suppressed))
            {
                alerts.Add((number, suppressed));
            }
        }

        return alerts;
    }

    private long _suppressed;

    private bool Passes(long count, int subject = 1, EventDescriptor? what = null, int second = 0)
    {
        var report = new Report
        {
            Event = what ?? s_flood,
            Counted = new() { Count = count, Limit = 20, Subject = new StateKey(1, 1).With((ulong)subject) },
        };
        return _throttle.TryPass(report, NetAddress.Parse("192.0.2.1"), s_start + TimeSpan.FromSeconds(second), out _suppressed);
    }
}
