using System.Globalization;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

public sealed class AttemptTests
{
    private static readonly SipBuilder s_invite = SipBuilder.Request("INVITE").Via(TrackerDriver.Client, "z9hG4bK-i1");
    private static readonly SipBuilder s_again = s_invite.Via(TrackerDriver.Client, "z9hG4bK-i2").CSeq(2).Header("Authorization", "Digest username=\"alice\"");

    private readonly TrackerDriver _driver = new();

    [Fact]
    public void The_first_INVITE_is_new()
    {
        var context = _driver.Pass(s_invite);
        Assert.Equal((true, false, 1), (context.IsNewAttempt, context.IsRetransmission, context.Branches));
    }

    [Fact]
    public void One_that_is_sent_again_is_not_new()
    {
        _ = _driver.Pass(s_invite);
        var context = _driver.Pass(s_invite);
        Assert.Equal((false, true), (context.IsNewAttempt, context.IsRetransmission));
    }

    [Fact]
    public void A_request_that_answers_its_challenge_is_no_new_attempt() =>
        Assert.False(Challenged().Pass(Answer("given")).IsNewAttempt);

    [Fact]
    public void Credentials_that_answer_nothing_make_a_new_attempt() =>
        Assert.True(Challenged().Pass(Answer("made up")).IsNewAttempt);

    [Fact]
    public void A_copy_of_a_dropped_INVITE_falls_under_its_verdict()
    {
        Assert.False(_driver.Drop(s_invite).IsCopyOfDropped);
        Assert.True(_driver.Drop(s_invite).IsCopyOfDropped);
    }

    [Fact]
    public void A_dropped_INVITE_is_no_attempt_that_its_repeat_belongs_to()
    {
        _ = _driver.Drop(s_invite);
        var other = _driver.Drop(s_invite.Via(TrackerDriver.Client, "z9hG4bK-other"));
        Assert.Equal((true, false), (other.IsNewAttempt, other.IsCopyOfDropped));
    }

    [Fact]
    public void Another_INVITE_with_the_branch_of_a_dropped_one_is_judged_by_itself()
    {
        _ = _driver.Drop(s_invite.Header("User-Agent", "friendly-scanner"));
        Assert.False(_driver.Pass(s_invite).IsCopyOfDropped);
        Assert.True(_driver.Pass(s_invite).IsRetransmission);
    }

    [Fact]
    public void A_copy_from_elsewhere_is_judged_by_itself()
    {
        _ = _driver.Drop(s_invite);
        Assert.False(_driver.Pass(s_invite, "198.51.100.66:5060").IsCopyOfDropped);
    }

    [Fact]
    public void A_bad_copy_of_an_INVITE_that_passed_leaves_the_INVITE_alone()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Drop(s_invite.Header("User-Agent", "friendly-scanner"), "198.51.100.66:5060");
        Assert.True(_driver.Pass(s_invite).IsRetransmission);
    }

    [Fact]
    public void A_verdict_ends_with_its_transaction()
    {
        _ = _driver.Drop(s_invite);
        Assert.False(_driver.Wait(TimeSpan.FromMinutes(5)).Pass(s_invite).IsCopyOfDropped);
    }

    [Fact]
    public void One_branch_for_many_callees_makes_as_many_attempts() => Assert.All(Enumerable.Range(1, 50), callee =>
    {
        var context = _driver.Pass(SipBuilder.Request("INVITE", $"sip:user{callee}@example.com"));
        Assert.Equal((true, false), (context.IsNewAttempt, context.IsRetransmission));
    });

    [Fact]
    public void A_further_hop_and_branch_is_not_new()
    {
        _ = _driver.Pass(s_invite);
        var context = _driver.Pass(s_invite.PushVia(TrackerDriver.Proxy, "z9hG4bK-h1"), TrackerDriver.Proxy, TrackerDriver.Device);
        Assert.Equal((false, false, 2), (context.IsNewAttempt, context.IsRetransmission, context.Branches));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    public void The_repeat_of_a_challenged_one_is_not_new(int status)
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(status, s_invite);
        Assert.False(_driver.Pass(s_again).IsNewAttempt);
    }

    [Fact]
    public void Credentials_without_a_challenge_make_it_no_repeat()
    {
        _ = _driver.Pass(s_invite);
        Assert.True(_driver.Pass(s_again).IsNewAttempt);
    }

    [Fact]
    public void A_challenge_is_repeated_once()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(401, s_invite);
        _ = _driver.Pass(s_again);
        Assert.True(_driver.Pass(s_again.Via(TrackerDriver.Client, "z9hG4bK-i3").CSeq(3)).IsNewAttempt);
    }

    [Fact]
    public void A_repeat_without_credentials_is_new()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(401, s_invite);
        Assert.True(_driver.Pass(s_again.Without("Authorization")).IsNewAttempt);
    }

    [Fact]
    public void A_challenge_to_nothing_excuses_nothing()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(401, s_invite.Via(TrackerDriver.Client, "z9hG4bK-other"));
        Assert.True(_driver.Pass(s_again).IsNewAttempt);
    }

    [Fact]
    public void More_retransmissions_than_the_timers_make_are_new()
    {
        _ = _driver.Pass(s_invite);
        var fresh = Enumerable.Range(0, 40).Count(_ => _driver.Pass(s_invite).IsNewAttempt);
        Assert.Equal(40 - 11, fresh);
    }

    [Fact]
    public void The_same_INVITE_from_a_new_source_is_new_each_time()
    {
        _ = _driver.Pass(s_invite);
        Assert.All(Enumerable.Range(1, 50), host =>
            Assert.True(_driver.Pass(s_invite, string.Create(CultureInfo.InvariantCulture, $"203.0.113.{host}:5060")).IsNewAttempt));
    }

    [Fact]
    public void One_Call_ID_for_many_callees_is_new_each_time() => Assert.All(Enumerable.Range(1, 10), callee =>
        Assert.True(_driver.Pass(s_invite.Via(TrackerDriver.Client, $"z9hG4bK-c{callee}").To($"sip:user{callee}@example.com")).IsNewAttempt));

    [Fact]
    public void A_request_in_a_dialog_is_no_attempt() => Assert.False(_driver.Pass(s_invite.ToTag("b1")).IsNewAttempt);

    [Fact]
    public void The_same_request_after_its_time_is_new()
    {
        _ = _driver.Pass(s_invite);
        Assert.True(_driver.Wait(TimeSpan.FromMinutes(4)).Pass(s_invite).IsNewAttempt);
    }

    [Fact]
    public void A_retransmission_comes_from_where_its_request_came_from()
    {
        _ = _driver.Pass(s_invite);
        Assert.False(_driver.Pass(s_invite, "198.51.100.66:5060").IsRetransmission);
    }

    private static SipBuilder Answer(string nonce) => s_again.Without("Authorization").Header("Proxy-Authorization", $"Digest username=\"alice\", nonce=\"{nonce}\", response=\"0\"");

    private TrackerDriver Challenged()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Pass(SipBuilder.Response(407, s_invite).Header("Proxy-Authenticate", "Digest realm=\"r\", nonce=\"given\""), TrackerDriver.Proxy, TrackerDriver.Client);
        return _driver;
    }
}
