using SipIds.Preprocessors.Sessions;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

/// <summary>Where the sensor sees one direction only, or answers before their requests, nobody is accused of what is missing.</summary>
public sealed class VisibilityTests
{
    [Fact]
    public void Calls_of_which_only_the_answers_are_seen_are_silent()
    {
        var talk = new Talk();
        for (var number = 1; number <= 5; number++)
        {
            var invite = Talk.Invite.Number(number);
            talk = talk.Reply(100, invite).Reply(180, invite).Reply(200, invite).Wait(30).Reply(200, talk.OfAlice("BYE", 2).CallId($"{number}"));
        }

        Assert.Empty(talk.All);
    }

    [Fact]
    public void A_server_of_which_only_what_it_sends_is_seen_may_hang_up() =>
        Assert.Empty(new Talk().Reply(200, Talk.Invite).Wait(7200).RequestOfBob("BYE", 1).All);

    [Fact]
    public void Calls_of_which_only_the_requests_are_seen_are_silent() =>
        Assert.Empty(new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Ack().Request("INVITE", 2).Wait(7200).Request("BYE", 3).All);

    [Fact]
    public void Who_is_seen_both_ways_is_accused_as_ever()
    {
        Assert.Equal("session-response-unexpected", Talk.Known().Reply(200, Talk.Invite).Last);
        Assert.Equal("session-ack-unexpected", Talk.Known().Send(Talk.Alice, Talk.Bob, Talk.Invite).Ack().Last);
        Assert.Equal("session-bye-unexpected", Talk.Known().Request("BYE", 2).Last);
    }

    [Fact]
    public void A_strangers_stray_answers_do_not_switch_the_check_off()
    {
        var talk = Talk.Known();
        for (var number = 1; number <= 10; number++)
        {
            Assert.Equal("session-response-unexpected", talk.Send(Talk.Mallory, Talk.Alice, Talk.Response(200, Talk.Invite.Number(number))).Last);
        }
    }

    [Fact]
    public void A_stray_BYE_is_reported_though_its_sender_was_never_sent_anything() =>
        Assert.Equal("session-bye-unexpected", Talk.Known().Send(Talk.Mallory, Talk.Bob, new Talk().OfAlice("BYE", 2)).Last);

    [Fact]
    public void A_stray_answer_to_one_host_frees_nobody_to_hang_up_on_another()
    {
        var talk = Talk.Known().Send(Talk.Mallory, "203.0.113.9:5060", Talk.Response(200, Talk.Invite.Number(7)));
        Assert.Equal("session-bye-unexpected", talk.Send(Talk.Mallory, Talk.Bob, talk.OfAlice("BYE", 2)).Last);
    }

    [Fact]
    public void A_host_that_is_heard_no_more_after_its_route_has_changed_is_left_alone_after_three_answers()
    {
        var talk = Talk.Known();
        for (var number = 1; number <= 10; number++)
        {
            Assert.Equal(number <= 3 ? "session-response-unexpected" : "", talk.Reply(200, Talk.Invite.Number(number)).Last);
        }

        var options = SipBuilder.Request("OPTIONS").Via(Talk.Alice, "z9hG4bK-o9").CallId("o9");
        Assert.Equal("session-response-unexpected", talk.Send(Talk.Alice, Talk.Bob, options).Reply(200, options).Reply(200, Talk.Invite.Number(20)).Last);
    }

    [Fact]
    public void A_host_whose_answers_come_before_its_requests_is_accused_once_at_the_most()
    {
        var talk = Talk.Known();
        for (var number = 1; number <= 5; number++)
        {
            var options = SipBuilder.Request("OPTIONS").Via(Talk.Alice, $"z9hG4bK-e{number}").CallId($"e{number}");
            talk = talk.Reply(200, options).Send(Talk.Alice, Talk.Bob, options);
        }

        Assert.Single(talk.Tester.Names);
    }

    [Fact]
    public void What_follows_from_a_dropped_INVITE_is_no_further_event()
    {
        var talk = new Talk(new SessionsOptions { Limit = 1 }, inline: true).Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(2)).Send(Talk.Alice, Talk.Bob, Talk.Invite)
            .Reply(200, Talk.Invite).Ack().Wait(3600).Request("BYE", 2);
        Assert.Equal("session-limit", talk.All);
        Assert.Equal("session-bye-unexpected", talk.Send(Talk.Mallory, Talk.Bob, talk.OfAlice("BYE", 3)).Last);
    }

    [Fact]
    public void A_call_may_wait_for_twelve_minutes_after_one_provisional_response()
    {
        foreach (var status in (int[])[100, 183])
        {
            var talk = Talk.Known().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(status, Talk.Invite).Wait(TimeSpan.FromMinutes(12)).Reply(200, Talk.Invite).Ack();
            Assert.Empty(talk.Wait(TimeSpan.FromHours(26)).Request("BYE", 2).All);
        }
    }
}
