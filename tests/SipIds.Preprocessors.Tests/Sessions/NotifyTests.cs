using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class NotifyTests
{
    private const string Event = "session-notify-unexpected";

    private static readonly SipBuilder s_subscribe = SipBuilder.Request("SUBSCRIBE").CallId("lamp@192.0.2.1").Header("Event", "message-summary");

    private static readonly SipBuilder s_notify = SipBuilder.Request("NOTIFY").Via(Talk.Bob, "z9hG4bK-n1").From("sip:bob@example.com", "b1")
        .To("sip:alice@example.com", "a1").CallId("lamp@192.0.2.1").Header("Event", "message-summary").Header("Subscription-State", "active");

    [Fact]
    public void One_that_nobody_asked_for_is_reported()
    {
        var talk = new Talk().Send(Talk.Bob, Talk.Alice, s_notify);
        Assert.Equal((Event, "message-summary"), (talk.Last, talk.Tester.Last[0].Detail));
    }

    [Fact]
    public void One_in_a_call_without_a_REFER_is_reported() => Assert.Equal(Event, Talk.Established().RequestOfBob("NOTIFY", 1).Last);

    [Fact]
    public void One_before_the_answer_to_its_SUBSCRIBE_is_silent() =>
        Assert.Empty(new Talk().Send(Talk.Alice, Talk.Bob, s_subscribe).Send(Talk.Bob, Talk.Alice, s_notify).Reply(200, s_subscribe).All);

    [Fact]
    public void One_after_a_REFER_is_silent() => Assert.Empty(Talk.Established().Request("REFER", 2).RequestOfBob("NOTIFY", 1).All);

    [Fact]
    public void One_after_a_SUBSCRIBE_in_the_call_is_silent() => Assert.Empty(Talk.Established().Request("SUBSCRIBE", 2).RequestOfBob("NOTIFY", 1).All);

    [Theory]
    [InlineData(60, 120, "")]
    [InlineData(60, 130, Event)]
    [InlineData(0, 60, "")]
    [InlineData(0, 70, Event)]
    public void One_may_come_a_minute_after_the_subscription_lapsed(int expires, int seconds, string expected) => Assert.Equal(
        expected,
        new Talk().Send(Talk.Alice, Talk.Bob, s_subscribe.Header("Expires", $"{expires}")).Wait(seconds).Send(Talk.Bob, Talk.Alice, s_notify).Last);

    [Theory]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    [InlineData("-1")]
    public void Any_expiry_is_read_without_a_fault(string expires) => Assert.Empty(
        new Talk().Send(Talk.Alice, Talk.Bob, s_subscribe.Header("Expires", expires)).Send(Talk.Bob, Talk.Alice, s_notify).All);

    [Fact]
    public void A_further_one_is_silent_for_an_hour_by_default() =>
        Assert.Empty(new Talk().Send(Talk.Alice, Talk.Bob, s_subscribe).Wait(3600).Send(Talk.Bob, Talk.Alice, s_notify).All);
}
