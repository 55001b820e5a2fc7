using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.State;

namespace SipIds.Core.Tests.Events;

public class DropThrottleTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnix(1000);
    private static readonly NetAddress s_sender = NetAddress.Parse("192.0.2.1");

    private readonly DropThrottle _throttle = new(new() { DropsPerSender = 3, DropsPerSecond = 5 }, KeyHasher.CreateFixed());

    [Fact]
    public void One_sender_has_a_few_records_a_second_and_the_next_says_how_many_were_left_out()
    {
        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(i => _throttle.TryPass(s_sender, s_start, out _)));
        Assert.True(_throttle.TryPass(s_sender, s_start + TimeSpan.FromSeconds(1), out var leftOut));
        Assert.Equal((2, 2), (leftOut, _throttle.LeftOut));
    }

    [Fact]
    public void A_flood_of_one_sender_leaves_room_for_another()
    {
        Assert.Equal(3, Enumerable.Range(0, 100).Count(i => _throttle.TryPass(s_sender, s_start, out _)));
        Assert.True(_throttle.TryPass(NetAddress.Parse("192.0.2.2"), s_start, out var leftOut));
        Assert.Equal(0, leftOut);
    }

    [Fact]
    public void All_senders_together_have_a_bound() =>
        Assert.Equal(5, Enumerable.Range(0, 100).Count(i => _throttle.TryPass(new NetAddress(0, (ulong)i), s_start, out _)));

    [Fact]
    public void Without_bounds_every_message_has_a_record()
    {
        var throttle = new DropThrottle(new(), KeyHasher.CreateFixed());
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.True(throttle.TryPass(s_sender, s_start, out var leftOut) && leftOut == 0));
    }

    [Fact]
    public void Other_settings_hold_at_once()
    {
        _throttle.Change(new() { DropsPerSender = 1 });
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(i => _throttle.TryPass(s_sender, s_start, out _)));
    }
}
