using SipIds.Packets;
using SipIds.State;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.State;

public class DistinctCounterTests
{
    private const int Limit = 20;

    private static readonly Timestamp s_start = Timestamp.FromUnix(1_767_225_600);
    private static readonly StateKey s_key = Key(-1);

    private readonly DistinctCounter _counter = new(64, Limit, TimeSpan.FromSeconds(60));

    [Fact]
    public void Equal_things_count_once()
    {
        Add(1);
        Add(2);
        Assert.Equal(2, Add(1));
    }

    [Fact]
    public void What_counts_is_contained_until_it_has_expired()
    {
        Add(1);
        Assert.True(_counter.Contains(s_key, Key(1), s_start));
        Assert.False(_counter.Contains(s_key, Key(2), s_start));
        Assert.False(_counter.Contains(Key(-2), Key(1), s_start));
        Assert.False(_counter.Contains(s_key, Key(1), s_start + TimeSpan.FromSeconds(64)));
    }

    [Fact]
    public void Different_keys_count_apart()
    {
        Add(1);
        Assert.Equal(1, _counter.Add(Key(-2), Key(7), s_start));
        Assert.Equal(0, _counter.Count(Key(-3), s_start));
    }

    [Fact]
    public void The_count_is_exact_up_to_twice_the_limit() =>
        Assert.All(Enumerable.Range(1, 2 * Limit), number => Assert.Equal(number, Add(number)));

    [Fact]
    public void With_a_small_limit_it_is_exact_up_to_64_and_never_far_off()
    {
        var counter = new DistinctCounter(8, 2, TimeSpan.FromSeconds(60));
        var counts = Enumerable.Range(1, 200).Select(number => counter.Add(s_key, Key(number), s_start)).ToList();
        Assert.Equal(Enumerable.Range(1, 64).Select(number => (long)number), counts[..64]);
        Assert.All(Enumerable.Range(65, 136), number => Assert.InRange(counts[number - 1], number * 0.7, number * 1.3));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Beyond_that_it_is_near_the_truth(int things)
    {
        var counter = new DistinctCounter(8, 500, TimeSpan.FromSeconds(60));
        var count = 0L;
        for (var number = 0; number < things; number++)
        {
            count = counter.Add(s_key, Key(number), s_start);
        }

        Assert.InRange(count, things * 0.85, things * 1.15);
    }

    [Fact]
    public void A_thing_counts_for_one_period_from_when_it_was_last_seen()
    {
        Add(1, 0);
        Add(2, 0);
        Add(1, 50);
        Assert.Equal(2, _counter.Count(s_key, At(55)));
        Assert.Equal(1, _counter.Count(s_key, At(65)));
        Assert.Equal(0, _counter.Count(s_key, At(111)));
    }

    [Fact]
    public void After_a_flood_it_counts_exactly_again()
    {
        for (var number = 0; number < 10_000; number++)
        {
            Add(number);
        }

        Add(10_001, 59);
        Add(10_002, 70);
        Assert.InRange(Add(10_003, 130), 1, 2);
    }

    [Fact]
    public void What_is_removed_does_not_count()
    {
        Add(1);
        Add(2);
        _counter.Remove(s_key, Key(1), s_start);
        _counter.Remove(s_key, Key(9), s_start);
        _counter.Remove(Key(-9), Key(1), s_start);
        Assert.Equal(1, _counter.Count(s_key, s_start));
    }

    [Fact]
    public void A_packet_that_is_late_forgets_nothing()
    {
        Add(1, 30);
        Assert.Equal(2, Add(2, 25));
    }

    [Fact]
    public void A_flood_of_keys_pushes_out_its_like()
    {
        for (var number = 0; number < 10; number++)
        {
            Add(number);
        }

        for (var number = 0; number < 10_000; number++)
        {
            _ = _counter.Add(Key(1_000_000 + number), Key(number), s_start);
        }

        Assert.Equal(10, _counter.Count(s_key, s_start));
        Assert.True(_counter.Evictions > 0);
    }

    [Fact]
    public void Memory_that_cannot_be_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistinctCounter(BoundedTable<Numbered>.MaxCapacity, 1_000_000, TimeSpan.FromSeconds(60)));

    [Fact]
    public void Nothing_is_allocated_after_the_start()
    {
        var number = 0;
        Assert.Equal(0, Allocation.Of(() => Add(number++)));
    }

    private static StateKey Key(int number) => new StateKey(0x1234_5678_9ABC_DEF0, 0x0FED_CBA9_8765_4321).With((ulong)number);

    private static Timestamp At(double second) => s_start + TimeSpan.FromSeconds(second);

    private long Add(int thing, double second = 0) => _counter.Add(s_key, Key(thing), At(second));
}
