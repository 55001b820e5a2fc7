using SipIds.Options;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class BlindnessTests
{
    private static readonly PipelineOptions s_small = new() { CallTable = new() { Capacity = 64, Transactions = 64 } };

    private static readonly PipelineOptions s_grace = new() { MidstreamGrace = TimeSpan.FromMinutes(10) };

    [Fact]
    public void A_flood_of_half_open_calls_leaves_an_established_call_known()
    {
        var talk = Flood(Talk.Established(settings: s_small), 2000).Wait(TimeSpan.FromHours(1));
        Assert.True(talk.Services.Calls.CallEvictions > 1000);
        Assert.Equal(0, talk.Services.Calls.LiveCallEvictions);
        Assert.Empty(talk.Request("BYE", 2).All);
        Assert.True(talk.Services.Calls.Context.HasCall);
    }

    [Fact]
    public void While_entries_were_given_up_unknown_calls_are_not_accused()
    {
        var talk = Flood(new Talk(settings: s_small), 2000);
        Assert.Empty(talk.Request("BYE", 2).Reply(200, Talk.Invite).Ack().Request("INVITE", 3).All);
    }

    [Fact]
    public void Some_minutes_after_the_flood_they_are_accused_again()
    {
        var talk = Flood(new Talk(settings: s_small), 2000).Wait(TimeSpan.FromMinutes(4));
        Assert.Equal("session-bye-unexpected", talk.Request("BYE", 2).Last);
    }

    [Fact]
    public void Where_established_calls_were_given_up_unknown_ones_are_not_accused_for_as_long_as_they_would_have_lived()
    {
        var talk = new Talk(settings: s_small);
        for (var number = 1; number <= 500; number++)
        {
            var invite = Talk.Invite.Number(number);
            _ = talk.Send(Talk.Alice, Talk.Bob, invite).Reply(200, invite);
        }

        Assert.Empty(talk.Wait(TimeSpan.FromHours(1)).Request("BYE", 2).All);
        Assert.Equal("session-bye-unexpected", talk.Wait(TimeSpan.FromHours(13)).RequestOfBob("BYE", 2).Last);
    }

    [Fact]
    public void A_call_whose_answers_passed_before_the_sensor_was_ready_may_be_ended()
    {
        Assert.Empty(Whole(s_grace).Send(Talk.Alice, Talk.Bob, Talk.Invite).Ack().Request("BYE", 2).All);
        Assert.Empty(Whole(s_grace).Send(Talk.Alice, Talk.Bob, Talk.Invite).RequestOfBob("BYE", 1).All);
    }

    [Fact]
    public void A_sensor_that_sees_everything_accuses_the_BYE_of_a_call_without_an_answer()
    {
        Assert.Equal("session-bye-unexpected", Whole().Send(Talk.Alice, Talk.Bob, Talk.Invite).Request("BYE", 2).Last);
        Assert.Equal("session-bye-unexpected", Whole(s_grace).Wait(TimeSpan.FromMinutes(11)).Send(Talk.Alice, Talk.Bob, Talk.Invite).Request("BYE", 2).Last);
    }

    [Fact]
    public void While_the_capture_begins_a_BYE_outside_a_dialog_ends_no_call() =>
        Assert.Equal("session-bye-unexpected", Whole(s_grace).Send(Talk.Alice, Talk.Bob, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.Request("BYE").Via(Talk.Alice, "z9hG4bK-none").CSeq(2)).Last);

    [Fact]
    public void Given_up_calls_blind_no_longer_than_nearly_every_call_lasts()
    {
        var talk = new Talk(settings: s_small);
        for (var number = 1; number <= 500; number++)
        {
            var invite = Talk.Invite.Number(number);
            _ = talk.Send(Talk.Alice, Talk.Bob, invite).Reply(200, invite);
            _ = talk.Send(Talk.Alice, Talk.Bob, SipBuilder.Request("ACK").Number(number).ToTag("b"));
        }

        Assert.True(talk.Services.Calls.LiveCallEvictions > 0);
        Assert.Equal("session-bye-unexpected", talk.Wait(TimeSpan.FromHours(3)).Request("BYE", 2).Last);
    }

    [Fact]
    public void A_flood_of_messages_does_not_blind_for_calls()
    {
        var talk = FloodOfMessages(new Talk(settings: s_small), 2000);
        Assert.Equal(0, talk.Services.Calls.CallEvictions);
        Assert.Equal("session-bye-unexpected", talk.Request("BYE", 2).Last);
        Assert.Equal("session-ack-unexpected", talk.Request("ACK", 3).Last);
        Assert.Equal("session-update-unexpected", talk.Request("UPDATE", 4).Last);
        Assert.Equal("session-reinvite-unexpected", talk.Request("INVITE", 5).Last);
    }

    [Fact]
    public void A_flood_of_messages_accuses_nobody_whose_transaction_it_pushed_out()
    {
        var talk = FloodOfMessages(new Talk(settings: s_small), 2000);
        Assert.Empty(talk.Send(Talk.Bob, Talk.Alice, SipBuilder.Response(200, SipBuilder.Request("OPTIONS").Number(9))).Send(Talk.Alice, Talk.Bob, SipBuilder.Request("CANCEL")).All);
    }

    [Fact]
    public void A_call_goes_its_way_while_messages_are_flooded()
    {
        var talk = new Talk(settings: s_small).Send(Talk.Alice, Talk.Bob, Talk.Invite);
        _ = FloodOfMessages(talk, 2000).Reply(200, Talk.Invite);
        Assert.Empty(FloodOfMessages(talk, 200).Ack().Request("BYE", 2, out var bye).Reply(200, bye).All);
        Assert.Equal(0, talk.Services.Calls.CallEvictions);
    }

    [Fact]
    public void Invented_calls_do_not_push_out_real_ones()
    {
        var settings = s_small with { MidstreamGrace = TimeSpan.FromMinutes(10) };
        var talk = Talk.Established(settings: settings);
        for (var number = 1; number <= 2000; number++)
        {
            _ = talk.Send(Talk.Mallory, Talk.Bob, Talk.Invite.Number(number + 100).ToTag("x"));
        }

        Assert.Empty(talk.Wait(TimeSpan.FromHours(1)).Request("BYE", 2).All);
        Assert.True(talk.Services.Calls.Context.HasCall);
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    [InlineData("ACK")]
    public void While_the_capture_begins_calls_are_taken_as_they_are_found(string method)
    {
        Assert.Empty(new Talk(settings: s_grace).Request(method, 5).All);
        Assert.NotEmpty(new Talk(settings: s_grace).Send(Talk.Alice, Talk.Bob, SipBuilder.Request("OPTIONS").Number(9)).Wait(TimeSpan.FromMinutes(11)).Request(method, 5).All);
    }

    [Fact]
    public void A_call_that_was_adopted_stays_known() =>
        Assert.Empty(new Talk(settings: s_grace).Request("UPDATE", 5).Wait(TimeSpan.FromHours(1)).RequestOfBob("INVITE", 2, out var invite)
            .ReplyOfAlice(200, invite).RequestOfBob("ACK", 2).Request("BYE", 6, out var bye).Reply(200, bye).All);

    // Of another call both directions were seen.
    private static Talk Whole(PipelineOptions? settings = null)
    {
        var other = Talk.Invite.Number(77);
        return new Talk(settings: settings).Send(Talk.Alice, Talk.Bob, other).Reply(200, other);
    }

    private static Talk FloodOfMessages(Talk talk, int messages)
    {
        for (var number = 1; number <= messages; number++)
        {
            _ = talk.Send(Talk.Mallory, Talk.Bob, SipBuilder.Request("MESSAGE").Number(number + 10_000));
        }

        return talk;
    }

    private static Talk Flood(Talk talk, int calls)
    {
        for (var number = 1; number <= calls; number++)
        {
            _ = talk.Send(Talk.Mallory, Talk.Bob, SipBuilder.Request("INVITE").Number(number + 100));
        }

        return talk;
    }
}
