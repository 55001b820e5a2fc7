using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.State;

public sealed class KeyedCounterTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);
    private readonly KeyedCounter _counter = new(64, s_period);

    [Fact]
    public void Each_key_is_counted_by_itself()
    {
        _counter.Add(Key(1), TestClock.Start);
        Assert.Equal((2, 1, 0), (_counter.Add(Key(1), TestClock.Start), _counter.Add(Key(2), TestClock.Start), _counter.Count(Key(3), TestClock.Start)));
    }

    [Fact]
    public void Several_count_at_once() => Assert.Equal(7, _counter.Add(Key(1), 7, TestClock.Start));

    [Fact]
    public void What_is_older_than_a_period_does_not_count()
    {
        _counter.Add(Key(1), 5, TestClock.Start);
        Assert.Equal(5, _counter.Count(Key(1), TestClock.Start + (s_period * 0.9)));
        Assert.Equal(1, _counter.Add(Key(1), TestClock.Start + s_period));
    }

    [Fact]
    public void It_says_since_when_it_counts()
    {
        _counter.Add(Key(1), TestClock.Start);
        _counter.Add(Key(1), TestClock.Start + TimeSpan.FromSeconds(20));
        Assert.Equal(TestClock.Start, _counter.Since(Key(1), TestClock.Start + TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void The_key_that_counted_most_stays_when_it_is_full()
    {
        _counter.Add(Key(0), 50, TestClock.Start);
        for (var number = 1UL; number < 2000; number++)
        {
            _counter.Add(Key(number), TestClock.Start);
        }

        Assert.Equal((50, 0), (_counter.Count(Key(0), TestClock.Start), _counter.Evictions));
    }

    [Fact]
    public void A_key_that_was_removed_begins_anew()
    {
        _counter.Add(Key(1), 5, TestClock.Start);
        _counter.Remove(Key(1));
        Assert.Equal(1, _counter.Add(Key(1), TestClock.Start));
    }

    private static StateKey Key(ulong number) => KeyHasher.CreateFixed().Hash(BitConverter.GetBytes(number));
}
