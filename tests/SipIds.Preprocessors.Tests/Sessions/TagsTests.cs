using SipIds.Calls;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class TagsTests
{
    private const string Event = "session-tags";
    private const string FirstLeg = "sip:bob@192.0.2.20:5060";
    private const string SecondLeg = "sip:bob@192.0.2.20:5062";

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

    [Theory]
    [InlineData("PRACK")]
    [InlineData("UPDATE")]
    public void A_leg_of_a_fork_that_gets_the_tag_of_another_is_reported(string method) => Assert.Equal(Event, Forked().Send(Talk.Alice, Talk.Bob, ToLeg(method, "b1", SecondLeg)).Last);

    [Fact]
    public void Each_leg_of_a_fork_gets_its_own_tag() => Assert.Empty(
        Forked().Send(Talk.Alice, Talk.Bob, ToLeg("PRACK", "b1", FirstLeg)).Send(Talk.Alice, Talk.Bob, ToLeg("PRACK", "b2", SecondLeg).CSeq(3)).All);

    [Theory]
    [InlineData("sip:bob@198.51.100.9:5060")]
    [InlineData("sip:bob@192.0.2.20:5099")]
    public void A_leg_may_be_asked_by_a_name_that_no_leg_has(string uri) => Assert.Empty(Forked().Send(Talk.Alice, Talk.Bob, ToLeg("PRACK", "b1", uri)).All);

    [Fact]
    public void Legs_behind_one_Contact_are_not_told_apart() => Assert.Empty(Forked(SecondLeg, SecondLeg).Send(Talk.Alice, Talk.Bob, ToLeg("PRACK", "b1", SecondLeg)).All);

    [Fact]
    public void A_Contact_that_is_another_on_each_hop_says_nothing() => Assert.Empty(
        Forked().Send(Talk.Bob, Talk.Alice, Progress("b1", "sip:bob@10.0.0.7")).Send(Talk.Alice, Talk.Bob, ToLeg("PRACK", "b1", SecondLeg)).All);

    [Fact]
    public void A_call_that_was_answered_may_have_moved() =>
        Assert.Empty(Forked().Reply(200, Talk.Invite, "b1").Ack().Send(Talk.Alice, Talk.Bob, ToLeg("UPDATE", "b1", SecondLeg)).All);

    [Fact]
    public void A_forger_does_not_become_a_party()
    {
        var talk = Talk.Established();
        _ = talk.Send(Talk.Mallory, Talk.Bob, talk.OfAlice("BYE", 2, "guess")).Request("INFO", 2);
        var call = talk.Services.Calls.Context.Call;
        Assert.False(call.Caller.Has(TestEndpointOf(Talk.Mallory)) || call.Callee.Has(TestEndpointOf(Talk.Mallory)));
    }

    private static Talk Forked(string first = FirstLeg, string second = SecondLeg) =>
        new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Send(Talk.Bob, Talk.Alice, Progress("b1", first)).Send(Talk.Bob, Talk.Alice, Progress("b2", second));

    private static SipBuilder Progress(string tag, string contact) => Talk.Response(180, Talk.Invite, tag).Header("RSeq", "1").Header("Contact", $"<{contact}>");

    private static SipBuilder ToLeg(string method, string tag, string uri) => SipBuilder.Request(method, uri).Via(Talk.Alice, $"z9hG4bK-leg-{tag}").To("sip:bob@example.com", tag).CSeq(2);

    private static NetEndpoint TestEndpointOf(string text) => TestEndpoint.Parse(text);
}
