using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public sealed class ExpiryQueueTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnix(1_767_225_600);

    private readonly ExpiryQueue<int> _queue = new(3);

    [Fact]
    public void An_empty_queue_has_nothing_to_take()
    {
        Assert.False(_queue.TryPeek(out _, out _));
        Assert.False(_queue.TryTake(out _, out _));
        Assert.Equal((0, false), (_queue.Count, _queue.IsFull));
    }

    [Fact]
    public void What_waits_longest_comes_first_with_the_time_from_which_it_waits()
    {
        Add(1);
        Add(2);
        Assert.True(_queue.TryPeek(out var item, out var since));
        Assert.Equal((1, s_start + TimeSpan.FromSeconds(1)), (item, since));
        Assert.Equal([1, 2], TakeAll());
    }

    [Fact]
    public void To_look_takes_nothing_out()
    {
        Add(1);
        _ = _queue.TryPeek(out _, out _);
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void The_order_holds_round_the_end_of_its_room()
    {
        for (var number = 1; number <= 100; number++)
        {
            Add(number);
            Add(1000 + number);
            Assert.Equal([number, 1000 + number], TakeAll());
        }
    }

    [Fact]
    public void A_full_queue_takes_nothing_more_in()
    {
        Add(1);
        Add(2);
        Add(3);
        Assert.True(_queue.IsFull);
        Assert.Throws<InvalidOperationException>(() => Add(4));
        Assert.Equal([1, 2, 3], TakeAll());
    }

    private void Add(int number) => _queue.Add(number, s_start + TimeSpan.FromSeconds(number));

    private List<int> TakeAll()
    {
        var taken = new List<int>();
        while (_queue.TryTake(out var item, out _))
        {
            taken.Add(item);
        }

        return taken;
    }
}
