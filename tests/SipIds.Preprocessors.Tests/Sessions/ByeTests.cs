using SipIds.Calls;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class ByeTests
{
    private const string Event = "session-bye-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Request("BYE", 2).Last);

    [Fact]
    public void One_before_anything_came_back_is_reported() =>
        Assert.Equal(Event, Talk.Known().Send(Talk.Alice, Talk.Bob, Talk.Invite).Request("BYE", 2).Last);

    [Fact]
    public void One_of_the_callee_in_an_early_dialog_is_reported() => Assert.Equal(Event, Talk.Ringing().RequestOfBob("BYE", 1).Last);

    [Fact]
    public void One_without_a_To_tag_is_reported() =>
        Assert.Equal(Event, Talk.Established().Send(Talk.Alice, Talk.Bob, SipBuilder.Request("BYE").Via(Talk.Alice, "z9hG4bK-b").CSeq(2)).Last);

    [Fact]
    public void One_of_a_refused_call_is_reported() =>
        Assert.Equal(Event, Talk.Ringing().Reply(486, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite)).Request("BYE", 2).Last);

    [Fact]
    public void One_of_the_caller_that_crosses_the_refusal_is_silent() =>
        Assert.Empty(Talk.Ringing().Reply(486, Talk.Invite).Request("BYE", 2).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite)).All);

    [Fact]
    public void Nobody_but_the_caller_in_its_early_dialog_crosses_a_refusal()
    {
        Assert.Equal(Event, Talk.Ringing().Reply(486, Talk.Invite).RequestOfBob("BYE", 1).Last);
        Assert.StartsWith(Event, Talk.Ringing().Reply(486, Talk.Invite).Request("BYE", 2, "guess").Last, StringComparison.Ordinal);
        Assert.Equal(Event, new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(486, Talk.Invite).Request("BYE", 2).Last);
    }

    [Fact]
    public void One_after_the_own_BYE_was_accepted_is_reported() => Assert.Equal(Event, Talk.Over().Request("BYE", 3).Last);

    [Fact]
    public void One_long_after_the_end_is_reported() => Assert.Equal(Event, Talk.Over().Wait(41).RequestOfBob("BYE", 1).Last);

    [Fact]
    public void One_of_the_caller_in_an_early_dialog_is_silent() => Assert.Empty(Talk.Ringing().Request("BYE", 2).All);

    [Fact]
    public void One_of_either_side_in_an_established_call_is_silent()
    {
        Assert.Empty(Talk.Established().Request("BYE", 2).All);
        Assert.Empty(Talk.Established().RequestOfBob("BYE", 1).All);
    }

    [Fact]
    public void Both_sides_may_hang_up_at_once()
    {
        Assert.Empty(Talk.Established().Request("BYE", 2, out var first).RequestOfBob("BYE", 1, out var second).Reply(200, first).ReplyOfAlice(200, second).All);
        Assert.Empty(Talk.Over().RequestOfBob("BYE", 1).All);
    }

    [Fact]
    public void A_side_that_did_not_hear_of_a_BYE_hangs_up_later()
    {
        Assert.Empty(Talk.Established().Request("BYE", 2).Wait(120).RequestOfBob("BYE", 1).All);
        Assert.Equal(Event, Talk.Established().Request("BYE", 2).Wait(240).RequestOfBob("BYE", 1).Last);
    }

    [Fact]
    public void One_that_is_sent_again_is_silent()
    {
        var talk = Talk.Established();
        var bye = talk.OfAlice("BYE", 2);
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, bye, 5, TimeSpan.FromSeconds(1)).Reply(200, bye).Send(Talk.Alice, Talk.Bob, bye).Reply(200, bye).All);
    }

    [Fact]
    public void One_that_was_challenged_may_be_repeated() =>
        Assert.Empty(Registered().Request("BYE", 2, out var first).Reply(407, first).Request("BYE", 3, out var second).Reply(200, second).All);

    [Fact]
    public void A_challenged_one_ends_nothing()
    {
        var talk = Registered().Request("BYE", 2, out var bye).Reply(407, bye);
        Assert.Equal(1, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.Request("INVITE", 3).All);
    }

    [Fact]
    public void The_one_of_a_fork_that_lost_leaves_the_other_dialog_alone()
    {
        var talk = Talk.Answered().Ack().Reply(200, Talk.Invite, "b2").Ack(tag: "b2").Request("BYE", 2, out var bye, "b2").Reply(200, bye);
        Assert.Equal(1, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.Request("INVITE", 2).RequestOfBob("BYE", 1).All);
    }

    [Fact]
    public void One_with_wrong_tags_ends_nothing()
    {
        var talk = Talk.Established().Request("BYE", 2, out var forged, "guess").Reply(481, forged, "guess").Wait(60);
        Assert.Equal("session-tags", talk.All);
        Assert.Equal(1, talk.Services.Calls.LiveCalls);
        Assert.Equal("session-tags", talk.Request("BYE", 2).All);
    }

    [Fact]
    public void Inline_a_dropped_one_changes_nothing()
    {
        var talk = Talk.Established(inline: true).Request("BYE", 2, "guess");
        Assert.Equal(1, talk.Tester.Dropped);
        Assert.Empty(talk.Wait(60).Request("BYE", 2).Last);
    }

    [Fact]
    public void An_answer_that_comes_again_does_not_bring_the_call_back()
    {
        var talk = Talk.Over().Reply(200, Talk.Invite);
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.All);
    }

    [Fact]
    public void One_that_crossed_the_answer_ends_the_call()
    {
        var talk = Talk.Ringing().Request("BYE", 2, out var bye).Reply(200, Talk.Invite).Ack().Reply(200, bye);
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.All);
    }

    [Fact]
    public void An_early_one_ends_the_call_with_the_INVITE()
    {
        var talk = Talk.Ringing().Request("BYE", 2, out var bye).Reply(200, bye).Reply(487, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite));
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.All);
    }

    [Fact]
    public void A_new_call_with_the_Call_ID_of_an_old_one_is_a_call()
    {
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i9").CSeq(9);
        var talk = Talk.Over().Send(Talk.Alice, Talk.Bob, again).Reply(200, again).Ack(9);
        Assert.Equal(CallState.Active, talk.Services.Calls.Context.Call.State);
        Assert.Empty(talk.Request("BYE", 10).All);
    }

    [Fact]
    public void A_generator_that_gives_every_call_the_same_names_is_silent()
    {
        const string dave = "192.0.2.3:5060";
        const string erin = "192.0.2.4:5060";
        var talk = Talk.Over();
        var bye = talk.OfBob("BYE", 1);
        Assert.Empty(talk.Send(dave, erin, Talk.Invite).Send(erin, dave, Talk.Response(180, Talk.Invite)).Send(erin, dave, Talk.Response(200, Talk.Invite))
            .Send(dave, erin, talk.OfAlice("ACK", 1)).Send(erin, dave, bye).Send(dave, erin, SipBuilder.Response(200, bye)).All);
    }

    // Alice's INVITE was challenged by the server that may then challenge the BYE.
    private static Talk Registered()
    {
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i0").CSeq(0);
        return new Talk().Send(Talk.Alice, Talk.Bob, again).Reply(407, again).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(again))
            .Send(Talk.Alice, Talk.Bob, Talk.Invite.Header("Proxy-Authorization", "Digest username=\"alice\", nonce=\"1\"")).Reply(200, Talk.Invite).Ack();
    }
}
