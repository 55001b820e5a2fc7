using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.Events;

public class AlertThrottleTests
{
    private static readonly EventDescriptor s_flood = new(Gid.FirstPlugin, 1, "flood", Severity.High, EventAction.Drop, "A flood.");
    private static readonly EventDescriptor s_scan = s_flood with { Sid = 2, Name = "scan" };
    private static readonly Timestamp s_start = Timestamp.FromUnix(1000);

    private readonly AlertThrottle _throttle = new(TimeSpan.FromSeconds(60));

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

    private long _suppressed;

    private bool Passes(long count, int subject = 1, EventDescriptor? what = null, int second = 0)
    {
        var report = new Report
        {
            Event = what ?? s_flood,
            Counted = new() { Count = count, Limit = 20, Subject = new StateKey(1, 1).With((ulong)subject) },
        };
        return _throttle.TryPass(report, s_start + TimeSpan.FromSeconds(second), out _suppressed);
    }
}
