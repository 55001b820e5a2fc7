using System.Diagnostics;
using SipIds.Preprocessing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class TimingTests
{
    [Fact]
    public void One_that_is_slower_than_its_budget_is_named()
    {
        var pipeline = new Cast().Add<First>(new() { OnInspect = _ => Spin(TimeSpan.FromMicroseconds(20)) }).Add<Second>().Play(budget: TimeSpan.FromMicroseconds(10));
        Cast.See(pipeline, times: 40_000);
        var slow = Assert.Single(pipeline.Timings, t => t.IsOverBudget);
        Assert.Equal(("first", "Inspect"), (slow.Preprocessor, slow.Call));
        Assert.InRange(slow.Usual, TimeSpan.FromMicroseconds(15), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void A_few_samples_are_not_judged_by()
    {
        var timing = new PreprocessorTiming("few", "Inspect", TimeSpan.FromMicroseconds(1));
        Add(timing, times: PreprocessorTiming.Enough - 1, TimeSpan.FromMilliseconds(1));
        Assert.False(timing.IsOverBudget);
        Add(timing, times: 1, TimeSpan.FromMilliseconds(1));
        Assert.True(timing.IsOverBudget);
    }

    [Fact]
    public void A_pause_of_the_machine_makes_nobody_slow()
    {
        var timing = new PreprocessorTiming("fast", "Inspect", TimeSpan.FromMicroseconds(5));
        Add(timing, times: 199, TimeSpan.FromMicroseconds(1));
        Add(timing, times: 2, TimeSpan.FromSeconds(1));
        Assert.InRange(timing.Usual, TimeSpan.FromMicroseconds(0.8), TimeSpan.FromMicroseconds(1.2));
    }

    [Fact]
    public void One_that_is_slow_now_and_then_is_slow()
    {
        var timing = new PreprocessorTiming("uneven", "Inspect", TimeSpan.FromMicroseconds(5));
        Add(timing, times: 95, TimeSpan.FromMicroseconds(1));
        Add(timing, times: 5, TimeSpan.FromMilliseconds(10));
        Assert.True(timing.IsOverBudget);
    }

    [Fact]
    public void Without_a_budget_nothing_is_timed()
    {
        var pipeline = new Cast().Add<First>().Play();
        Cast.See(pipeline, times: 1000);
        Assert.Empty(pipeline.Timings);
    }

    private static void Add(PreprocessorTiming timing, int times, TimeSpan each)
    {
        for (var time = 0; time < times; time++)
        {
            timing.Add((long)(each.TotalSeconds * Stopwatch.Frequency));
        }
    }

    private static void Spin(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
        }
    }
}
