namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class CSeqOrderTests
{
    private const string Event = "session-cseq-order";

    [Fact]
    public void One_that_goes_back_is_reported() => Assert.Equal(Event, Talk.Established().Request("INFO", 5).Request("INFO", 4).Last);

    [Fact]
    public void One_that_goes_back_on_the_callees_side_is_reported() => Assert.Equal(Event, Talk.Established().RequestOfBob("INFO", 5).RequestOfBob("BYE", 4).Last);

    [Fact]
    public void A_gap_is_silent() => Assert.Empty(Talk.Established().Request("INFO", 5).Request("INFO", 500).All);

    [Fact]
    public void Each_side_counts_by_itself() => Assert.Empty(Talk.Established().Request("INFO", 500).RequestOfBob("INFO", 1).All);

    [Fact]
    public void Each_dialog_of_a_fork_counts_by_itself() =>
        Assert.Empty(Talk.Answered().Reply(200, Talk.Invite, "b2").Ack().Ack(tag: "b2").Request("INFO", 9).Request("BYE", 2, "b2").All);

    [Fact]
    public void The_ACK_of_an_earlier_INVITE_is_silent() => Assert.Empty(Talk.Established().Request("INVITE", 2).Ack().All);

    [Fact]
    public void A_request_that_is_sent_again_is_silent()
    {
        var talk = Talk.Established();
        var info = talk.OfAlice("INFO", 2);
        Assert.Empty(talk.Send(Talk.Alice, Talk.Bob, info).Request("INFO", 3).Send(Talk.Alice, Talk.Bob, info).All);
    }
}
