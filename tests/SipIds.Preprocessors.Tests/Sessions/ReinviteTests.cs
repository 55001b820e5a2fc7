using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class ReinviteTests
{
    private const string Event = "session-reinvite-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Request("INVITE", 2).Last);

    [Fact]
    public void One_for_a_call_that_rings_is_reported() => Assert.Equal(Event, Talk.Ringing().Request("INVITE", 2).Last);

    [Fact]
    public void One_for_a_call_that_is_over_is_reported() => Assert.Equal(Event, Talk.Over().Request("INVITE", 3).Last);

    [Fact]
    public void One_for_a_refused_call_is_reported() => Assert.Equal(Event, Talk.Ringing().Reply(486, Talk.Invite).Request("INVITE", 2).Last);

    [Fact]
    public void One_of_either_side_is_silent() => Assert.Empty(Talk.Established().Request("INVITE", 2).RequestOfBob("INVITE", 1).All);

    [Fact]
    public void One_of_the_callee_before_the_ACK_arrives_is_silent() => Assert.Empty(Talk.Answered().RequestOfBob("INVITE", 1).Ack().All);

    [Fact]
    public void One_that_crosses_a_BYE_is_silent() => Assert.Empty(Talk.Established().Request("BYE", 2).RequestOfBob("INVITE", 1).All);

    [Fact]
    public void One_that_is_refused_leaves_the_call_as_it_was()
    {
        var talk = Talk.Established();
        var invite = talk.OfAlice("INVITE", 2);
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, invite).Reply(491, invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(invite)).Request("INVITE", 3).All);
        Assert.Equal(1, talk.Services.Calls.LiveCalls);
    }

    [Fact]
    public void One_within_the_life_of_an_established_call_is_silent_and_after_it_is_reported()
    {
        Assert.Empty(Talk.Established().Wait(TimeSpan.FromHours(47.9)).Request("INVITE", 2).All);
        Assert.Equal(Event, Talk.Established().Wait(TimeSpan.FromHours(48.1)).Request("INVITE", 2).Last);
    }
}
