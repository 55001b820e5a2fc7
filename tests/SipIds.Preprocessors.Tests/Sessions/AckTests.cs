using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class AckTests
{
    private const string Event = "session-ack-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Ack().Last);

    [Fact]
    public void One_before_the_answer_is_reported() => Assert.Equal(Event, Talk.Ringing().Ack().Last);

    [Fact]
    public void One_beyond_the_last_INVITE_is_reported() => Assert.Equal(Event, Talk.Established().Ack(2).Last);

    [Fact]
    public void One_before_the_answer_to_a_repeated_INVITE_is_reported()
    {
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i2").CSeq(2);
        var talk = new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(407, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite))
            .Send(Talk.Alice, Talk.Bob, again).Ack(2);
        Assert.Equal(Event, talk.Last);
    }

    [Fact]
    public void One_that_is_sent_again_is_silent() => Assert.Empty(Talk.Answered().Ack().Ack().Wait(30).Ack().All);

    [Fact]
    public void One_that_a_BYE_overtook_is_silent() => Assert.Empty(Talk.Answered().Request("BYE", 2).Ack().All);

    [Fact]
    public void One_that_comes_after_the_end_is_silent() => Assert.Empty(Talk.Over().Ack().All);

    [Fact]
    public void One_of_a_refusal_bears_that_refusals_tag() =>
        Assert.Empty(Talk.Ringing().Reply(404, Talk.Invite, "b2").Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite, "b2")).All);

    [Fact]
    public void One_of_a_challenge_may_come_again_after_the_repeated_INVITE()
    {
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i2").CSeq(2);
        var talk = new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(407, Talk.Invite).Send(Talk.Alice, Talk.Bob, again)
            .Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite));
        Assert.Empty(talk.All);
    }

    [Fact]
    public void One_of_a_re_INVITE_of_the_callee_is_silent() =>
        Assert.Empty(Talk.Established().RequestOfBob("INVITE", 7, out var invite).ReplyOfAlice(200, invite).RequestOfBob("ACK", 7).All);

    [Fact]
    public void One_long_after_the_end_is_reported() => Assert.Equal(Event, Talk.Over().Wait(41).Ack().Last);
}
