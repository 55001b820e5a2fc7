using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;

namespace SipIds.Core.Tests.Events;

public class AlertBudgetTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnix(1000);
    private static readonly AlertLimits s_limits = new() { PerSecond = 200, PerEvent = 1000 };

    private readonly AlertBudget _budget = new(TimeSpan.FromSeconds(60), s_limits);

    [Fact]
    public void A_flood_of_notices_takes_a_fifth_of_a_second() =>
        Assert.Equal(40, Taken(Severity.Low, events: 10, each: 100));

    [Fact]
    public void Low_and_medium_alerts_together_take_a_half()
    {
        Assert.Equal(40, Taken(Severity.Low, events: 10, each: 100));
        Assert.Equal(60, Taken(Severity.Medium, events: 10, each: 100));
    }

    [Fact]
    public void However_many_low_and_medium_alerts_there_are_high_ones_have_their_lines()
    {
        _ = Taken(Severity.Low, events: 10, each: 1000);
        _ = Taken(Severity.Medium, events: 10, each: 1000);
        Assert.Equal(100, Taken(Severity.High, events: 4, each: 25));
    }

    [Fact]
    public void What_lower_ones_leave_is_for_high_ones() => Assert.Equal(200, Taken(Severity.High, events: 4, each: 1000));

    [Fact]
    public void One_event_takes_a_quarter() => Assert.Equal(50, Taken(Severity.High, events: 1, each: 1000));

    [Fact]
    public void The_first_high_alert_of_an_event_has_room_in_a_full_second()
    {
        _ = Taken(Severity.High, events: 4, each: 1000);
        Assert.True(_budget.TryTake(99, Severity.High, s_start));
        Assert.False(_budget.TryTake(99, Severity.High, s_start));
    }

    [Fact]
    public void The_next_second_has_all_lines_again()
    {
        _ = Taken(Severity.Low, events: 10, each: 100);
        Assert.True(_budget.TryTake(1, Severity.Low, s_start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void In_a_period_one_event_has_its_number_and_then_one_a_second_where_it_is_high()
    {
        Assert.Equal(1000, TakenIn(seconds: 59, Severity.Medium, perSecond: 30));
        Assert.Equal(1000 + 25, TakenIn(seconds: 59, Severity.High, perSecond: 30));
    }

    [Fact]
    public void The_next_period_has_its_number_again()
    {
        var budget = new AlertBudget(TimeSpan.FromSeconds(60), new() { PerEvent = 2 });
        Assert.Equal([true, true, false, true, false], Enumerable.Range(0, 5).Select(_ => budget.TryTake(1, Severity.Medium, s_start)));
        Assert.True(budget.TryTake(1, Severity.Medium, s_start + TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Without_bounds_every_alert_has_room()
    {
        var budget = new AlertBudget(TimeSpan.FromSeconds(60), new());
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(budget.TryTake(1, Severity.Low, s_start)));
    }

    [Fact]
    public void The_smallest_bound_leaves_a_line_for_each_severity()
    {
        var budget = new AlertBudget(TimeSpan.FromSeconds(60), new() { PerSecond = 1 });
        Assert.True(budget.TryTake(1, Severity.Low, s_start));
        Assert.False(budget.TryTake(2, Severity.Low, s_start));
        Assert.True(budget.TryTake(3, Severity.High, s_start));
    }

    private int Taken(Severity severity, int events, int each) =>
        Enumerable.Range(0, events * each).Count(i => _budget.TryTake(((ulong)severity << 56) | (uint)(i % events), severity, s_start));

    private static int TakenIn(int seconds, Severity severity, int perSecond)
    {
        var budget = new AlertBudget(TimeSpan.FromSeconds(60), s_limits);
        return Enumerable.Range(0, seconds).Sum(second =>
            Enumerable.Range(0, perSecond).Count(_ => budget.TryTake(1, severity, s_start + TimeSpan.FromSeconds(second))));
    }
}
