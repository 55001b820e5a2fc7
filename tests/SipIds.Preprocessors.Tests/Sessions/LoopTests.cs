using System.Globalization;
using SipIds.Preprocessors.Sessions;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class LoopTests
{
    private const string Event = "session-loop";
    private const string First = "198.51.100.1:5060";
    private const string Second = "198.51.100.2:5060";

    [Fact]
    public void A_request_that_goes_round_with_a_growing_Via_stack_is_reported_once_it_took_too_many_branches()
    {
        var (talk, request) = (new Talk(), Talk.Invite);
        for (var turn = 0; turn < 25; turn++)
        {
            _ = talk.Send(turn % 2 == 0 ? First : Second, turn % 2 == 0 ? Second : First, request);
            request = request.PushVia(turn % 2 == 0 ? Second : First, Branch(turn));
        }

        Assert.Empty(talk.All);
        Assert.Equal((Event, 26L, 25L), (talk.Send(Second, First, request).Last, talk.Tester.Last[0].Count, talk.Tester.Last[0].Limit));
    }

    [Theory]
    [InlineData(13, "")]
    [InlineData(14, Event)]
    public void A_loop_of_which_one_hop_is_seen_is_reported_once_that_hop_stands_in_Via_too_often(int rounds, string reported)
    {
        var (talk, request) = (new Talk(), Talk.Invite);
        for (var round = 1; round < rounds; round++)
        {
            request = request.PushVia("198.51.100.3:5060", Branch(3 * round)).PushVia(Second, Branch((3 * round) + 1)).PushVia(First, Branch((3 * round) + 2));
            _ = talk.Send(First, Second, request);
        }

        Assert.Equal(reported, talk.All);
    }

    [Fact]
    public void A_request_that_passes_one_server_for_each_of_its_services_is_silent()
    {
        var (talk, request) = (new Talk(), Talk.Invite);
        for (var service = 0; service < 12; service++)
        {
            request = request.PushVia(First, Branch(service));
            _ = talk.Send(First, $"203.0.113.{service}:5060", request).Send($"203.0.113.{service}:5060", First, request = request.PushVia($"203.0.113.{service}:5060", Branch(100 + service)));
        }

        Assert.Empty(talk.All);
    }

    [Fact]
    public void A_request_that_forks_past_the_limit_is_reported()
    {
        var talk = Forked(new Talk(new SessionsOptions { MaxForks = 4 }), devices: 3);
        Assert.Equal(Event, talk.All);
    }

    [Fact]
    public void Ten_devices_behind_two_proxies_are_silent() => Assert.Empty(Forked(new Talk(), devices: 10).All);

    [Theory]
    [InlineData(58, false)]
    [InlineData(59, true)]
    public void A_proxy_may_ring_as_many_phones_at_once_as_the_standard_says(int devices, bool isReported) =>
        Assert.Equal(isReported ? Event : "", Forked(new Talk(), devices).All);

    [Theory]
    [InlineData(55, false)]
    [InlineData(60, true)]
    public void A_proxy_that_comes_round_once_may_ring_as_many_phones(int devices, bool isReported)
    {
        var there = Talk.Invite.PushVia(First, Branch(1));
        var back = there.PushVia(Second, Branch(2));
        var talk = new Talk().Send(Talk.Alice, First, Talk.Invite).Send(First, Second, there).Send(Second, First, back);
        for (var device = 0; device < devices; device++)
        {
            talk = talk.Send(First, $"203.0.113.{device}:5060", back.PushVia(First, Branch(10 + device)));
        }

        Assert.Equal(isReported, talk.All.Length > 0);
    }

    [Fact]
    public void Two_proxies_that_fork_to_each_other_are_reported_early()
    {
        var (talk, waves) = (new Talk(), new List<SipBuilder> { Talk.Invite });
        for (var turn = 0; turn < 5; turn++)
        {
            var (source, target) = turn % 2 == 0 ? (First, Second) : (Second, First);
            waves = [.. waves.SelectMany((request, place) => Enumerable.Range(0, 2).Select(fork => request.PushVia(source, Branch((100 * turn) + (2 * place) + fork))))];
            waves.ForEach(request => talk.Send(source, target, request));
        }

        Assert.Equal((Event, 26L), (talk.All.Split(' ')[0], talk.Tester.Events[0].Count));
    }

    [Fact]
    public void Branches_that_are_sent_again_are_silent()
    {
        var talk = new Talk(new SessionsOptions { MaxForks = 4 });
        Assert.Empty(talk.Send(First, Second, Talk.Invite.PushVia(First, Branch(1)), 10, TimeSpan.FromSeconds(1)).All);
    }

    [Fact]
    public void Requests_of_a_client_that_never_counts_are_silent() =>
        Assert.Empty(new Talk().Send(Talk.Alice, First, SipBuilder.Request("OPTIONS"), 100, TimeSpan.FromMilliseconds(200)).All);

    [Fact]
    public void Pings_through_a_proxy_that_bear_one_CSeq_for_ever_are_silent()
    {
        var talk = new Talk();
        for (var ping = 0; ping < 100; ping++)
        {
            _ = talk.Wait(30).Send(First, Second, SipBuilder.Request("OPTIONS").Via(Talk.Alice, Branch(ping)).PushVia(First, Branch(1000 + ping)));
        }

        Assert.Empty(talk.All);
    }

    private static Talk Forked(Talk talk, int devices)
    {
        var second = Talk.Invite.PushVia(First, Branch(1));
        _ = talk.Send(Talk.Alice, First, Talk.Invite).Send(First, Second, second);
        for (var device = 1; device <= devices; device++)
        {
            _ = talk.Send(Second, $"203.0.113.{device}:5060", second.PushVia(Second, Branch(10 + device)));
        }

        return talk;
    }

    private static string Branch(int number) => string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-l{number}");
}
