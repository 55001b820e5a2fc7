using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessors.Sessions;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class LimitTests
{
    private const string Event = "session-limit";
    private const string First = "198.51.100.1:5060";
    private const string Second = "198.51.100.2:5060";

    private static readonly SessionsOptions s_two = new() { Limit = 2 };

    private static readonly PipelineOptions s_proxies = new() { ProxyIp = NetPrefixSet.Create([NetPrefix.Parse("198.51.100.0/24")]) };

    [Fact]
    public void The_call_over_the_limit_is_reported()
    {
        var talk = Calls(new Talk(s_two), 2);
        Assert.Empty(talk.All);
        var reported = Assert.Single(talk.Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(3)).Tester.Last);
        Assert.Equal((Event, 3L, 2L, "in all"), (reported.Name, reported.Count, reported.Limit, reported.Detail));
    }

    [Fact]
    public void Every_call_over_the_limit_is_dropped_inline()
    {
        var talk = Calls(new Talk(s_two, inline: true), 5);
        Assert.Equal((3, 2L), (talk.Tester.Dropped, talk.Services.Calls.LiveCalls));
    }

    [Fact]
    public void A_call_that_ended_makes_room()
    {
        var talk = Calls(new Talk(s_two), 2).Reply(486, Talk.Invite.Number(1));
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(3)).All);
    }

    [Fact]
    public void A_call_that_is_live_may_fork_and_go_on_over_the_limit()
    {
        var talk = Calls(new Talk(s_two), 2);
        Assert.Empty(talk.Send(Talk.Bob, Second, Talk.Invite.Number(2).PushVia(Talk.Bob, "z9hG4bK-h")).Reply(200, Talk.Invite.Number(2)).All);
    }

    [Fact]
    public void Retransmissions_are_no_calls() => Assert.Empty(new Talk(s_two).Send(Talk.Alice, Talk.Bob, Talk.Invite, 7, TimeSpan.FromSeconds(1)).All);

    [Fact]
    public void Each_proxy_has_a_limit_of_its_own()
    {
        var talk = new Talk(s_two, s_proxies).Send(Talk.Alice, First, Talk.Invite.Number(1)).Send(Talk.Alice, First, Talk.Invite.Number(2));
        _ = talk.Send(Talk.Alice, Second, Talk.Invite.Number(3)).Send(Second, Talk.Bob, Talk.Invite.Number(4)).Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(5));
        Assert.Empty(talk.All);
        Assert.Equal("198.51.100.1", Assert.Single(talk.Send(Talk.Alice, First, Talk.Invite.Number(6)).Tester.Last).Detail);
    }

    [Fact]
    public void Calls_past_the_proxies_have_none() => Assert.Empty(Calls(new Talk(s_two, s_proxies), 5).All);

    [Fact]
    public void Calls_that_nobody_answers_make_room_in_time()
    {
        var talk = Calls(new Talk(s_two), 2).Wait(TimeSpan.FromMinutes(4));
        for (var tick = 0; tick < 64; tick++)
        {
            talk.Services.Calls.OnTick(TestClock.Start + TimeSpan.FromMinutes(4));
        }

        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(3)).All);
    }

    private static Talk Calls(Talk talk, int calls)
    {
        for (var number = 1; number <= calls; number++)
        {
            _ = talk.Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(number));
        }

        return talk;
    }
}
