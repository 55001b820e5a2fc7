using SipIds.Calls;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

public sealed class NewestCallsTests
{
    private readonly TrackerDriver _driver = new();

    [Fact]
    public void The_calls_that_began_last_are_shown_the_newest_first()
    {
        Begin(1, 2, 3);
        _driver.Wait(TimeSpan.FromSeconds(1)).Back(200, Invite(2));

        var newest = Newest();

        Assert.Equal(["sip:bob3@example.com", "sip:bob2@example.com", "sip:bob1@example.com"], newest.Select(call => call.To), StringComparer.Ordinal);
        Assert.Equal((CallState.WaitAck, TimeSpan.FromSeconds(1)), (newest[1].State, newest[1].Answered - newest[1].Started));
        Assert.Equal(("sip:alice@example.com", TrackerDriver.Client), (newest[0].From, newest[0].Caller.ToString()));
    }

    [Fact]
    public void No_more_are_shown_than_there_is_room_for_however_many_there_are()
    {
        Begin([.. Enumerable.Range(1, 1000)]);

        Assert.Equal(Enumerable.Range(745, 256).Reverse().Select(number => $"sip:bob{number}@example.com"), Newest().Select(call => call.To), StringComparer.Ordinal);
    }

    [Fact]
    public void A_call_that_the_table_has_forgotten_is_not_shown()
    {
        Begin(1);
        _driver.Wait(TimeSpan.FromDays(2)).Sweep();

        Assert.Empty(Newest());
    }

    [Fact]
    public void A_call_that_begins_anew_under_its_old_Call_ID_is_shown_once()
    {
        Begin(1, 2);
        _driver.Wait(TimeSpan.FromMinutes(10));
        Begin(1);

        Assert.Equal(["sip:bob1@example.com"], Newest().Select(call => call.To), StringComparer.Ordinal);
    }

    [Fact]
    public void A_call_whose_INVITE_is_dropped_or_sent_again_is_not_shown_for_that()
    {
        Begin(1);
        _driver.Pass(Invite(1));
        _driver.Drop(Invite(2));

        Assert.Single(Newest());
    }

    [Fact]
    public void What_is_shown_does_not_change_when_the_call_does()
    {
        Begin(1);
        var before = Newest();

        _driver.Back(200, Invite(1));

        Assert.NotEqual(CallState.WaitAck, before.Single().State);
        Assert.Equal(CallState.WaitAck, Newest().Single().State);
    }

    private static SipBuilder Invite(int number) => SipBuilder.Request("INVITE", $"sip:bob{number}@example.com").Number(number).To($"sip:bob{number}@example.com");

    private void Begin(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            _driver.Pass(Invite(number));
        }
    }

    private IReadOnlyList<CallSummary> Newest() => _driver.Tracker.Newest(TestClock.Start + _driver.Now);
}
