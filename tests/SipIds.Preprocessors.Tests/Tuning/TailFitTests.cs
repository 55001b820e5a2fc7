using SipIds.Preprocessors.Tuning;
using SipIds.State;

namespace SipIds.Preprocessors.Tests.Tuning;

public class TailFitTests
{
    private static readonly double[] s_times = [1, 0.1, 0.01, 0.001];

    [Fact]
    public void Fifty_counts_are_enough_and_fewer_are_not()
    {
        Assert.Null(TailFit.Of(Counts(49, _ => 1)));
        Assert.NotNull(TailFit.Of(Counts(50, _ => 1)));
    }

    [Fact]
    public void Counts_with_an_exponential_tail_get_one()
    {
        var tail = TailFit.Of(Exponential(200_000, mean: 5))!;
        Assert.False(tail.IsHeavy);
        Assert.InRange(tail.Scale, 4.5, 5.5);
    }

    [Fact]
    public void The_chance_of_what_was_never_seen_is_that_of_the_law_behind_it()
    {
        var tail = TailFit.Of(Exponential(200_000, mean: 5))!;
        Assert.InRange(tail.ChanceAbove(90) / Math.Exp(-90 / 5.0), 0.2, 5);
    }

    [Fact]
    public void Counts_with_a_heavy_tail_get_a_heavy_one()
    {
        var random = new Random(1);
        var tail = TailFit.Of(Counts(100_000, _ => (long)Math.Ceiling(Math.Pow(random.NextDouble(), -0.5))))!;
        Assert.True(tail.IsHeavy);
        Assert.InRange(tail.Shape, 0.3, 0.7);
    }

    [Fact]
    public void A_tail_that_ends_is_not_believed()
    {
        var tail = TailFit.Of(Counts(10_000, number => 1 + (number % 10)))!;
        Assert.False(tail.IsHeavy);
        Assert.True(tail.ChanceAbove(20) > 0);
    }

    [Fact]
    public void A_limit_is_never_below_what_was_seen()
    {
        var counts = Counts(100_000, number => number == 7 ? 60 : 1);
        Assert.True(TailFit.Of(counts)!.LimitFor(1000) >= 60);
    }

    [Fact]
    public void The_rarer_alarms_may_be_the_higher_the_limit()
    {
        var tail = TailFit.Of(Exponential(10_000, mean: 3))!;
        var limits = s_times.Select(tail.LimitFor).ToList();
        Assert.Equal(limits.Order(), limits);
        Assert.True(limits[^1] > limits[0]);
    }

    private static CountHistogram Exponential(int number, double mean)
    {
        var random = new Random(1);
        return Counts(number, _ => (long)Math.Ceiling(-mean * Math.Log(1 - random.NextDouble())));
    }

    private static CountHistogram Counts(int number, Func<int, long> count)
    {
        var counts = new CountHistogram();
        for (var index = 0; index < number; index++)
        {
            counts.Add(count(index));
        }

        return counts;
    }
}
