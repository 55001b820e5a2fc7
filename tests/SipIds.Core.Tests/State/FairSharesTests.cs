using System.Globalization;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public sealed class FairSharesTests
{
    private const int Limit = 10;
    private const string Attacker = "198.51.100.66";
    private const string Newcomer = "192.0.2.7";

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60);
    private static readonly KeyHasher s_hasher = KeyHasher.CreateFixed();
    private static readonly StateKey s_subject = s_hasher.Hash("bob"u8);

    private readonly FairShares _shares = new(64, s_period);

    private Timestamp _now = Timestamp.FromUnix(1_767_225_600);
    private int _count;

    [Fact]
    public void Under_the_limit_everybody_has_room() => Assert.Equal(Limit, Ask(Attacker, Limit));

    [Fact]
    public void One_attacker_gets_the_limit_and_no_more() => Assert.Equal(Limit, Ask(Attacker, 10 * Limit));

    [Fact]
    public void A_newcomer_gets_in_while_one_attacker_has_taken_all()
    {
        Ask(Attacker, 3 * Limit);
        Assert.Equal(1, Ask(Newcomer));
    }

    [Fact]
    public void A_newcomer_who_asks_for_more_than_the_limit_gets_no_more_than_the_limit()
    {
        Ask(Attacker, 3 * Limit);
        Assert.InRange(Ask(Newcomer, 3 * Limit), 1, Limit);
    }

    [Fact]
    public void What_asks_for_more_than_the_limit_by_itself_gets_nothing_while_it_does()
    {
        Ask(Attacker, 3 * Limit);
        _now += TimeSpan.FromSeconds(59);
        Assert.Equal(0, Ask(Attacker, isOver: true));
    }

    [Fact]
    public void Who_asks_for_less_than_an_equal_part_is_not_cut()
    {
        Ask(Attacker, 3 * Limit);
        Assert.Equal((3, 3), (Ask(Newcomer, 3), Ask("203.0.113.1", 3)));
    }

    [Fact]
    public void The_shares_of_networks_come_before_those_of_origins()
    {
        for (var host = 1; host <= 20; host++)
        {
            Ask($"198.51.100.{host}", 5);
        }

        Assert.Equal(4, Ask(Newcomer, 4));
    }

    [Fact]
    public void A_neighbour_in_the_attackers_network_gets_in_too()
    {
        Ask(Attacker, 3 * Limit);
        Assert.Equal(2, Ask("198.51.100.7", 2));
    }

    [Fact]
    public void A_further_address_in_a_network_that_has_taken_its_share_gets_little()
    {
        for (var host = 1; host <= 20; host++)
        {
            Ask($"198.51.100.{host}", 5);
        }

        Assert.InRange(Ask("198.51.100.200", 5), 0, 1);
    }

    [Fact]
    public void Of_many_origins_below_one_each_who_comes_first_is_served() =>
        Assert.Equal(Limit, Enumerable.Range(1, 100).Sum(number => Ask($"10.0.{number}.1")));

    [Fact]
    public void Origins_for_which_there_is_no_place_are_counted_together()
    {
        Ask(Attacker, 5 * Limit);
        foreach (var number in Enumerable.Range(1, 200))
        {
            Ask($"10.0.{number}.1");
        }

        Assert.Equal(0, Ask(Attacker));
    }

    [Fact]
    public void Of_more_origins_than_there_are_places_no_more_get_in_than_the_limit() =>
        Assert.Equal(60, Enumerable.Range(1, 2000).Sum(number => Ask($"10.{number >> 8}.{number & 255}.1", limit: 60)));

    [Fact]
    public void Of_more_origins_in_one_network_than_there_are_places_no_more_get_in_than_the_limit() =>
        Assert.Equal(60, Enumerable.Range(0, 2000).Sum(number => Ask($"198.51.100.{number % 250}", limit: 60)));

    [Fact]
    public void A_newcomer_gets_in_while_all_of_a_network_floods()
    {
        _ = Enumerable.Range(0, 2000).Sum(number => Ask($"198.51.100.{number % 250}", limit: 60));
        Assert.Equal(5, Ask(Newcomer, 5, limit: 60));
    }

    [Theory]
    [InlineData("198.51.100.{0}", "192.0.2.20")]
    [InlineData("2001:db8:1:{0}::1", "2001:db8:2::1")]
    public void A_newcomer_gets_in_while_all_of_a_network_floods_from_one_period_into_the_next(string flood, string newcomer)
    {
        for (var time = 0; time < 1000; time++)
        {
            Ask(string.Format(CultureInfo.InvariantCulture, flood, time % 200), limit: 60);
            _now += TimeSpan.FromSeconds(0.1);
            if (time > 600 && time % 50 == 0)
            {
                Assert.Equal(1, Ask(newcomer, limit: 60));
            }
        }
    }

    [Fact]
    public void A_flood_from_one_network_takes_nobody_elses_place()
    {
        _ = Enumerable.Range(0, 2000).Sum(number => Ask($"198.51.100.{number % 250}", limit: 60));
        Assert.Equal(30, Enumerable.Range(1, 30).Sum(number => Ask($"10.0.{number}.1", limit: 60)));
    }

    [Fact]
    public void A_subject_has_shares_of_its_own()
    {
        Ask(Attacker, 3 * Limit);
        Assert.True(_shares.TryTake(s_hasher.Hash("carol"u8), HolderOf(Attacker), Limit, isOver: true, _now));
    }

    [Fact]
    public void In_the_grace_nobody_is_cut_who_stays_below_the_limit() =>
        Assert.Equal((8, 8), (Ask(Attacker, 8, cutsOnlyWhole: true), Ask(Newcomer, 8, cutsOnlyWhole: true)));

    [Fact]
    public void In_the_grace_what_exceeds_the_limit_by_itself_is_cut() => Assert.Equal(Limit, Ask(Attacker, 3 * Limit, cutsOnlyWhole: true));

    [Fact]
    public void After_two_periods_all_is_forgotten()
    {
        Ask(Attacker, 3 * Limit);
        _now += s_period + s_period;
        Assert.Equal(1, Ask(Attacker, isOver: true));
    }

    [Fact]
    public void What_was_asked_for_fades_with_the_period()
    {
        Ask(Attacker, 3 * Limit);
        _now += s_period + TimeSpan.FromSeconds(15);
        Assert.Equal(0, Ask(Attacker, isOver: true));
        _now += TimeSpan.FromSeconds(40);
        Assert.Equal(1, Ask(Attacker, isOver: true));
    }

    [Fact]
    public void Once_more_exceeds_a_share_when_the_limit_is_reached()
    {
        Did(Attacker, Limit);
        Assert.True(_shares.WouldExceed(s_subject, HolderOf(Attacker), Limit, _now));
        Assert.False(_shares.WouldExceed(s_subject, HolderOf(Newcomer), Limit, _now));
    }

    [Fact]
    public void Whether_once_more_exceeds_is_asked_without_counting()
    {
        Did(Attacker, Limit - 1);
        Assert.All(Enumerable.Range(0, 50), _ => Assert.False(_shares.WouldExceed(s_subject, HolderOf(Attacker), Limit, _now)));
    }

    [Fact]
    public void In_the_grace_once_more_exceeds_the_whole_limit_only()
    {
        Did(Attacker, Limit - 2);
        Did(Newcomer, Limit - 2);
        Assert.False(_shares.WouldExceed(s_subject, HolderOf(Attacker), Limit, _now, cutsOnlyWhole: true));
        Did(Attacker, 3);
        Assert.True(_shares.WouldExceed(s_subject, HolderOf(Attacker), Limit, _now, cutsOnlyWhole: true));
    }

    [Fact]
    public void A_subject_that_nobody_counts_for_any_more_is_swept_away()
    {
        Ask(Attacker, 3);
        _now += s_period * 3;
        for (var call = 0; call < 64; call++)
        {
            _shares.Sweep(_now);
        }

        Assert.Equal(0, ((IBoundedState)_shares).Count);
    }

    // How many of so many requests get in.
    private int Ask(string address, int times = 1, bool isOver = false, bool cutsOnlyWhole = false, int limit = Limit)
    {
        var taken = 0;
        for (var time = 0; time < times; time++)
        {
            taken += _shares.TryTake(s_subject, HolderOf(address), limit, ++_count > limit || isOver, _now, cutsOnlyWhole) ? 1 : 0;
        }

        return taken;
    }

    private void Did(string address, int times)
    {
        for (var time = 0; time < times; time++)
        {
            _shares.Add(s_subject, HolderOf(address), _now);
        }
    }

    private static ShareHolder HolderOf(string text)
    {
        var address = NetAddress.Parse(text);
        return new(SourceKey.Of(address, s_hasher).Key, SourceKey.NetworkOf(address, s_hasher).Key);
    }
}
