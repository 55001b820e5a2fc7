using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.State;

public class BoundedTableTests
{
    private static readonly Timestamp s_now = Timestamp.FromUnix(1000);
    private static readonly Timestamp s_later = Timestamp.FromUnix(2000);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(100)]
    [InlineData(65_536)]
    public void There_is_room_for_what_was_asked_for(int capacity)
    {
        var table = new BoundedTable<Numbered>(capacity);
        for (var number = 1; number <= capacity; number++)
        {
            Add(table, number);
        }

        Assert.Equal((capacity, capacity, 0), (table.Capacity, table.Count, table.Evictions));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_capacity_that_cannot_be_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedTable<Numbered>(capacity));

    [Fact]
    public void What_was_added_is_found_under_its_key_alone()
    {
        var table = new BoundedTable<Numbered>(64);
        Add(table, 7);
        Assert.Equal(7, table.Find(Key(7), s_now).Number);
        Assert.True(Unsafe.IsNullRef(ref table.Find(Key(8), s_now)));
        Assert.Equal(7, table.At(table.PlaceOf(Key(7), s_now)).Number);
    }

    [Fact]
    public void A_key_that_is_known_keeps_its_value()
    {
        var table = new BoundedTable<Numbered>(64);
        Add(table, 7);
        Assert.Equal(7, table.GetOrAdd(Key(7), s_now, out var isNew).Number);
        Assert.False(isNew);
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void An_expired_value_is_not_found_and_its_key_begins_anew()
    {
        var table = new BoundedTable<Numbered>(64);
        Add(table, 7);
        Assert.Equal(-1, table.PlaceOf(Key(7), s_later));
        Assert.Equal(0, table.GetOrAdd(Key(7), s_later, out var isNew).Number);
        Assert.True(isNew);
        Assert.Equal(0, table.Evictions);
    }

    [Fact]
    public void A_removed_key_is_gone_and_leaves_room()
    {
        var table = new BoundedTable<Numbered>(64);
        Add(table, 7);
        table.Remove(Key(7));
        table.Remove(Key(7));
        table.Remove(default);
        Assert.Equal((-1, 0), (table.PlaceOf(Key(7), s_now), table.Count));
    }

    [Fact]
    public void A_full_set_gives_up_the_cheapest()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: number == 5 ? 0 : 1);
        }

        Add(table, 9, rank: 1);
        Assert.Equal(-1, table.PlaceOf(Key(5), s_now));
        Assert.Equal((8, 1, 0), (table.Count, table.Evictions, table.LiveEvictions));
    }

    [Fact]
    public void Among_equals_the_one_that_expires_first_is_given_up()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: 1, life: number == 3 ? 10 : 20);
        }

        Add(table, 9, rank: 1);
        Assert.Equal(-1, table.PlaceOf(Key(3), s_now));
        Assert.Equal(1, table.LiveEvictions);
    }

    [Fact]
    public void A_flood_of_half_open_entries_pushes_out_half_open_entries()
    {
        var table = new BoundedTable<Numbered>(1024);
        for (var number = 1; number <= 100; number++)
        {
            Add(table, number, rank: 2);
        }

        for (var number = 101; number <= 100_000; number++)
        {
            Add(table, number, rank: 0);
        }

        Assert.All(Enumerable.Range(1, 100), number => Assert.True(table.PlaceOf(Key(number), s_now) >= 0));
        Assert.Equal(0, table.LiveEvictions);
    }

    [Fact]
    public void A_value_that_has_become_dear_since_it_was_added_is_spared()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number);
        }

        table.Find(Key(1), s_now).Rank = 1;
        Add(table, 9);
        Assert.True(table.PlaceOf(Key(1), s_now) >= 0);
        Assert.Equal((1, 0), (table.Evictions, table.LiveEvictions));
    }

    [Fact]
    public void A_value_that_is_said_to_have_become_cheap_gives_way_before_older_ones()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: 1);
            table.Rerank(Key(number), table.PlaceOf(Key(number), s_now), s_now);
        }

        table.Find(Key(7), s_now).Rank = 0;
        table.Rerank(Key(7), table.PlaceOf(Key(7), s_now), s_now);
        Add(table, 9, rank: 1);
        Assert.Equal(-1, table.PlaceOf(Key(7), s_now));
        Assert.Equal((1, 0), (table.Evictions, table.LiveEvictions));
    }

    [Fact]
    public void A_value_that_has_become_cheap_unsaid_is_known_as_such_after_a_sweep()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: 1);
            table.Rerank(Key(number), table.PlaceOf(Key(number), s_now), s_now);
        }

        table.Find(Key(7), s_now).Rank = 0;
        table.Sweep(s_now, table.Capacity);
        Add(table, 9, rank: 1);
        Assert.Equal(-1, table.PlaceOf(Key(7), s_now));
    }

    [Fact]
    public void Whoever_is_dearer_than_a_set_can_tell_goes_last_all_the_same()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: number == 3 ? 2 : 1000);
        }

        Add(table, 9, rank: 1000);
        Assert.Equal(-1, table.PlaceOf(Key(3), s_now));
        Assert.Equal((1, 1), (table.Evictions, table.LiveEvictions));
    }

    [Fact]
    public void Expired_values_give_way_before_live_ones()
    {
        var table = new BoundedTable<Numbered>(8);
        for (var number = 1; number <= 8; number++)
        {
            Add(table, number, rank: 1, life: number == 4 ? 1 : 60);
        }

        table.GetOrAdd(Key(9), s_now + TimeSpan.FromSeconds(2), out _).Expires = s_later;
        Assert.Equal(0, table.Evictions);
        Assert.True(table.PlaceOf(Key(8), s_now) >= 0);
    }

    [Fact]
    public void A_sweep_takes_what_has_expired_and_says_so()
    {
        var table = new BoundedTable<Numbered>(64);
        var gone = new List<int>();
        Add(table, 1, life: 1);
        Add(table, 2, life: 2000);
        table.Sweep(s_now + TimeSpan.FromSeconds(5), table.Capacity, (in Numbered value) => gone.Add(value.Number));
        Assert.Equal([1], gone);
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void Random_work_agrees_with_a_dictionary()
    {
        var random = new Random(1);
        var table = new BoundedTable<Numbered>(4096);
        var expected = new Dictionary<int, int>();
        for (var step = 0; step < 20_000; step++)
        {
            var number = random.Next(300);
            if (random.Next(4) == 0)
            {
                table.Remove(Key(number));
                expected.Remove(number);
            }
            else
            {
                ref var value = ref table.GetOrAdd(Key(number), s_now, out var isNew);
                Assert.Equal(!expected.ContainsKey(number), isNew);
                (value.Number, value.Expires) = (step, s_later);
                expected[number] = step;
            }
        }

        Assert.Equal(expected.Count, table.Count);
        Assert.All(expected, pair => Assert.Equal(pair.Value, table.Find(Key(pair.Key), s_now).Number));
    }

    [Fact]
    public void Nothing_is_allocated_after_the_start()
    {
        var table = new BoundedTable<Numbered>(64);
        var number = 0;
        Assert.Equal(0, Allocation.Of(() => Add(table, number++)));
    }

    private static StateKey Key(int number) => new StateKey(0x1234, 0x5678).With((ulong)number);

    private static void Add(BoundedTable<Numbered> table, int number, int rank = 0, int life = 60)
    {
        ref var value = ref table.GetOrAdd(Key(number), s_now, out _);
        (value.Number, value.Rank, value.Expires) = (number, rank, s_now + TimeSpan.FromSeconds(life));
    }
}
