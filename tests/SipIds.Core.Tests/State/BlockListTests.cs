using SipIds.Packets;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.State;

public sealed class BlockListTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly BlockList _list = new(64, KeyHasher.CreateFixed());

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::abcd", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void An_IPv4_address_is_blocked_alone_and_an_IPv6_address_with_its_network_of_64_bits(string blocked, string other, bool isBlocked)
    {
        _list.Add(NetAddress.Parse(blocked), "spit-caller", TestClock.Start, s_hour);
        Assert.Equal(isBlocked, _list.Has(NetAddress.Parse(other), TestClock.Start));
    }

    [Fact]
    public void A_sender_is_let_in_again_when_its_time_is_over()
    {
        _list.Add(Host(1), "spit-caller", TestClock.Start, s_hour);
        Assert.True(_list.Has(Host(1), TestClock.Start + (s_hour * 0.9)));
        Assert.False(_list.Has(Host(1), TestClock.Start + s_hour));
    }

    [Fact]
    public void A_sender_that_is_blocked_again_stays_longer_and_keeps_its_first_reason()
    {
        Assert.True(_list.Add(Host(1), "spit-caller", TestClock.Start, s_hour));
        Assert.False(_list.Add(Host(1), "password-guessing", TestClock.Start + (s_hour / 2), s_hour));
        Assert.Equal(new(1, "spit-caller", TestClock.Start, TestClock.Start + (s_hour * 1.5)), _list.Hit(Host(1), TestClock.Start + s_hour));
    }

    [Fact]
    public void A_shorter_time_does_not_let_a_sender_in_earlier()
    {
        _list.Add(Host(1), "spit-caller", TestClock.Start, s_hour);
        _list.Add(Host(1), "spit-caller", TestClock.Start, TimeSpan.FromMinutes(1));
        Assert.True(_list.Has(Host(1), TestClock.Start + (s_hour / 2)));
    }

    [Fact]
    public void Packets_of_a_blocked_sender_are_counted()
    {
        _list.Add(Host(1), "spit-caller", TestClock.Start, s_hour);
        Assert.Equal([1, 2], [_list.Hit(Host(1), TestClock.Start).Packets, _list.Hit(Host(1), TestClock.Start).Packets]);
        Assert.Equal(0, _list.Hit(Host(2), TestClock.Start).Packets);
    }

    [Fact]
    public void A_sender_can_be_taken_off_the_list()
    {
        _list.Add(Host(1), "spit-caller", TestClock.Start, s_hour);
        _list.Remove(Host(1));
        Assert.False(_list.Has(Host(1), TestClock.Start));
    }

    [Fact]
    public void A_full_list_keeps_the_latest_and_counts_whom_it_let_in()
    {
        for (var number = 0U; number < 200; number++)
        {
            _list.Add(Host(number), "spit-caller", TestClock.Start + TimeSpan.FromSeconds(number), s_hour);
        }

        var now = TestClock.Start + TimeSpan.FromSeconds(200);
        Assert.True(_list.Has(Host(199), now));
        Assert.Equal((64, 136), (_list.Count, _list.Evictions));
    }

    [Fact]
    public void What_is_over_is_swept_away()
    {
        _list.Add(Host(1), "spit-caller", TestClock.Start, s_hour);
        for (var tick = 0; tick < 64; tick++)
        {
            _list.Sweep(TestClock.Start + s_hour);
        }

        Assert.Equal((0, 0), (_list.Count, _list.Evictions));
    }

    private static NetAddress Host(uint number) => NetAddress.FromIPv4(0xC000_0200 + number);
}
