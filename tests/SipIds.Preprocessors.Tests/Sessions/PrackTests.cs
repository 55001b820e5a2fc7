namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class PrackTests
{
    private const string Event = "session-prack-unexpected";

    [Fact]
    public void One_for_no_call_is_reported() => Assert.Equal(Event, new Talk().Request("PRACK", 2).Last);

    [Fact]
    public void One_after_an_unreliable_response_is_reported() => Assert.Equal(Event, Talk.Ringing().Request("PRACK", 2).Last);

    [Fact]
    public void One_after_a_reliable_response_is_silent() => Assert.Empty(
        Talk.Ringing().Send(Talk.Bob, Talk.Alice, Talk.Response(183, Talk.Invite).Header("RSeq", "1").Header("Require", "100rel")).Request("PRACK", 2).All);
}
