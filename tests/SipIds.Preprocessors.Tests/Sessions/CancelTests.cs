using SipIds.Events;
using SipIds.Options;
using SipIds.Preprocessors.Sessions;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class CancelTests
{
    private const string Event = "session-cancel-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).Last);

    [Fact]
    public void One_for_an_established_call_by_another_branch_is_reported() =>
        Assert.Equal(Event, Talk.Established().Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite).Via(Talk.Alice, "z9hG4bK-guess")).Last);

    [Theory]
    [InlineData(3, "")]
    [InlineData(5, Event)]
    [InlineData(41, Event)]
    public void One_that_comes_too_late_to_have_crossed_the_answer_is_reported(int seconds, string reported) =>
        Assert.Equal(reported, Talk.Established().Wait(seconds).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).Last);

    [Fact]
    public void One_that_comes_too_late_to_have_crossed_a_refusal_is_reported() => Assert.Equal(
        Event, Talk.Ringing().Reply(486, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite)).Wait(5).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).Last);

    [Fact]
    public void One_that_was_sent_before_the_answer_may_be_sent_again_after_the_ACK()
    {
        var cancel = SipBuilder.CancelOf(Talk.Invite);
        Assert.Empty(Talk.Ringing().Send(Talk.Alice, Talk.Bob, cancel).Reply(200, Talk.Invite).Ack().Wait(10).Send(Talk.Alice, Talk.Bob, cancel).All);
    }

    [Fact]
    public void One_of_a_re_INVITE_is_silent_until_it_is_answered()
    {
        var talk = Talk.Established().Request("INVITE", 2, out var reinvite);
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(reinvite)).All);
    }

    [Fact]
    public void One_that_ends_the_ringing_is_silent()
    {
        var talk = Talk.Ringing();
        var cancel = SipBuilder.CancelOf(Talk.Invite);
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, cancel).Reply(200, cancel).Reply(487, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite)).All);
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
    }

    [Fact]
    public void One_that_is_sent_again_is_silent() =>
        Assert.Empty(Talk.Ringing().Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite), 7, TimeSpan.FromSeconds(4)).All);

    [Fact]
    public void One_that_crosses_the_answer_is_silent() =>
        Assert.Empty(Talk.Answered().Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).Reply(200, SipBuilder.CancelOf(Talk.Invite)).Ack().Request("BYE", 2).All);

    [Fact]
    public void One_whose_INVITE_was_challenged_is_silent() => Assert.Empty(
        new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(407, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).All);

    [Fact]
    public void One_whose_INVITE_was_dropped_is_silent()
    {
        var talk = new Talk(new SessionsOptions { Limit = 1 }, inline: true).Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(2));
        _ = talk.Send(Talk.Alice, Talk.Bob, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite));
        Assert.Equal("session-limit", talk.All);
    }

    [Fact]
    public void One_whose_dropped_INVITE_had_another_number_is_reported()
    {
        var talk = new Talk(new SessionsOptions { Limit = 1 }, inline: true).Send(Talk.Alice, Talk.Bob, Talk.Invite.Number(2));
        Assert.Equal(Event, talk.Send(Talk.Alice, Talk.Bob, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite).CSeq(2)).Last);
    }

    [Fact]
    public void An_answer_of_a_fork_after_the_end_makes_a_call()
    {
        var talk = Talk.Ringing().Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite)).Reply(487, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite))
            .Reply(200, Talk.Invite, "b2").Ack(tag: "b2");
        Assert.Equal(1, talk.Services.Calls.LiveCalls);
        Assert.Empty(talk.Request("BYE", 2, out var bye, "b2").Reply(200, bye).All);
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
    }

    [Fact]
    public void Inline_a_dropped_one_changes_nothing()
    {
        var settings = new PipelineOptions { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { [Event] = EventAction.Drop } };
        var talk = Talk.Established(inline: true, settings).Wait(41).Send(Talk.Alice, Talk.Bob, SipBuilder.CancelOf(Talk.Invite));
        Assert.Equal(1, talk.Tester.Dropped);
        Assert.Empty(talk.Request("INVITE", 2).Last);
    }
}
