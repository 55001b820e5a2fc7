using SipIds.Calls;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class TagsTests
{
    private const string Event = "session-tags";

    [Theory]
    [InlineData("BYE")]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    [InlineData("INFO")]
    [InlineData("REFER")]
    public void A_guessed_To_tag_is_reported(string method) => Assert.Equal(Event, Talk.Established().Request(method, 2, "guess").Last);

    [Fact]
    public void A_guessed_From_tag_is_reported() => Assert.Equal(Event, Talk.Established().RequestOfBob("BYE", 2, "guess").Last);

    [Fact]
    public void Tags_of_two_dialogs_do_not_mix()
    {
        var talk = Talk.Established();
        Assert.Equal(Event, talk.Send(Talk.Bob, Talk.Alice, talk.OfBob("BYE", 2).To("sip:alice@example.com", "b1")).Last);
    }

    [Fact]
    public void Any_dialog_of_a_fork_may_speak() => Assert.Empty(
        Talk.Ringing().Reply(183, Talk.Invite, "b2").Request("UPDATE", 2, "b2").Reply(200, Talk.Invite, "b3").Ack(tag: "b3").Request("INFO", 2, "b3").All);

    [Fact]
    public void A_fork_to_ten_devices_says_nothing_of_tags()
    {
        var talk = new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite);
        for (var device = 0; device < 10; device++)
        {
            _ = talk.Reply(180, Talk.Invite, $"b{device}");
        }

        Assert.Empty(talk.Reply(200, Talk.Invite, "b9").Ack(tag: "b9").Request("INVITE", 2, "b9").Request("BYE", 3, out var bye, "b9").Reply(200, bye).All);
        Assert.Equal(CallState.Ended, talk.Services.Calls.Context.Call.State is CallState.Ended ? CallState.Ended : CallState.Closing);
    }

    [Fact]
    public void A_forger_does_not_become_a_party()
    {
        var talk = Talk.Established();
        _ = talk.Send(Talk.Mallory, Talk.Bob, talk.OfAlice("BYE", 2, "guess")).Request("INFO", 2);
        var call = talk.Services.Calls.Context.Call;
        Assert.False(call.Caller.Has(TestEndpointOf(Talk.Mallory)) || call.Callee.Has(TestEndpointOf(Talk.Mallory)));
    }

    private static NetEndpoint TestEndpointOf(string text) => TestEndpoint.Parse(text);
}
