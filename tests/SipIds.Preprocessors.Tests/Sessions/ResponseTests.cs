namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class ResponseTests
{
    private const string Event = "session-response-unexpected";

    [Fact]
    public void A_final_one_to_nothing_is_reported()
    {
        var talk = Talk.Known().Reply(200, Talk.Invite);
        Assert.Equal(Event, talk.Last);
        Assert.Equal("200 to INVITE", talk.Tester.Last[0].Detail);
    }

    [Theory]
    [InlineData("z9hG4bK-other", 1)]
    [InlineData("z9hG4bK-i1", 2)]
    public void One_of_another_branch_or_number_is_reported(string branch, int sequence) =>
        Assert.Equal(Event, Talk.Ringing().Reply(200, Talk.Invite.Via(Talk.Alice, branch).CSeq(sequence)).Last);

    [Fact]
    public void One_to_another_method_is_reported() => Assert.Equal(Event, Talk.Ringing().Reply(200, Talk.Invite.CSeq(1, "BYE")).Last);

    [Fact]
    public void A_forged_one_to_a_BYE_ends_nothing()
    {
        var talk = Talk.Established();
        _ = talk.Reply(200, talk.OfAlice("BYE", 2));
        Assert.Equal((Event, 1L), (talk.Last, talk.Services.Calls.LiveCalls));
    }

    [Fact]
    public void A_forged_answer_makes_no_call()
    {
        var talk = Talk.Ringing().Reply(200, Talk.Invite.Via(Talk.Alice, "z9hG4bK-other"));
        Assert.Equal("session-ack-unexpected", talk.Ack().Last);
    }

    [Fact]
    public void A_provisional_one_to_nothing_is_silent() => Assert.Empty(new Talk().Reply(180, Talk.Invite).All);

    [Fact]
    public void The_answer_comes_again_for_half_a_minute()
    {
        var talk = Talk.Answered();
        for (var second = 0; second < 32; second += 4)
        {
            _ = talk.Wait(4).Reply(200, Talk.Invite);
        }

        Assert.Empty(talk.All);
    }

    [Fact]
    public void One_long_after_the_last_is_reported() => Assert.Equal(Event, Talk.Answered().Wait(41).Reply(200, Talk.Invite).Last);

    [Fact]
    public void A_phone_may_ring_for_minutes() =>
        Assert.Empty(Talk.Ringing().Wait(TimeSpan.FromMinutes(9)).Reply(180, Talk.Invite).Wait(TimeSpan.FromMinutes(9)).Reply(200, Talk.Invite).All);

    [Fact]
    public void A_late_provisional_one_does_not_revive_a_failed_call()
    {
        var talk = Talk.Ringing().Reply(486, Talk.Invite).Reply(180, Talk.Invite);
        Assert.Equal(0, talk.Services.Calls.LiveCalls);
    }
}
