using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class UpdateTests
{
    private const string Event = "session-update-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Request("UPDATE", 2).Last);

    [Fact]
    public void One_before_the_early_dialog_is_reported() =>
        Assert.Equal(Event, Talk.Known().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(100, Talk.Invite).Request("UPDATE", 2).Last);

    [Fact]
    public void One_for_a_call_that_is_over_is_reported() => Assert.Equal(Event, Talk.Over().Request("UPDATE", 3).Last);

    [Fact]
    public void One_outside_a_dialog_is_reported() =>
        Assert.Equal(Event, Talk.Established().Send(Talk.Alice, Talk.Bob, SipBuilder.Request("UPDATE").Via(Talk.Alice, "z9hG4bK-u").CSeq(2)).Last);

    [Fact]
    public void One_in_an_early_dialog_is_silent() => Assert.Empty(Talk.Ringing().Request("UPDATE", 2).RequestOfBob("UPDATE", 1).All);

    [Fact]
    public void One_in_an_established_call_is_silent() => Assert.Empty(Talk.Established().Request("UPDATE", 2).RequestOfBob("UPDATE", 1).All);

    [Fact]
    public void One_before_the_ACK_or_crossing_a_BYE_is_silent() =>
        Assert.Empty(Talk.Answered().RequestOfBob("UPDATE", 1).Ack().Request("BYE", 2).RequestOfBob("UPDATE", 2).All);

    [Fact]
    public void Session_refreshes_keep_a_call_known_for_days()
    {
        var talk = Talk.Established();
        for (var sequence = 2; sequence < 8; sequence++)
        {
            _ = talk.Wait(TimeSpan.FromHours(11)).Request("UPDATE", sequence);
        }

        Assert.Empty(talk.Request("BYE", 9).All);
    }
}
