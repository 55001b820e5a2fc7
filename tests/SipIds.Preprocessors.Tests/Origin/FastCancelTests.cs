using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class FastCancelTests
{
    [Theory]
    [InlineData(20, true)]
    [InlineData(99, true)]
    [InlineData(100, false)]
    [InlineData(2000, false)]
    public void A_CANCEL_sooner_than_the_delay_is_reported(int milliseconds, bool isReported) => Assert.Equal(
        isReported ? $"origin-cancel-fast: {milliseconds} ms" : null,
        Sensor().Send(Alice, Bob, Invite).After(TimeSpan.FromMilliseconds(milliseconds)).Send(Alice, Bob, Cancel).Events.SingleOrDefault()?.ToString());

    [Fact]
    public void The_delay_is_counted_from_the_first_INVITE_not_from_one_sent_again() => Assert.Empty(Sensor()
        .From(Alice).To(Bob).See(Invite, times: 3, every: TimeSpan.FromSeconds(0.5)).After(TimeSpan.FromMilliseconds(10)).See(Cancel).Names);

    [Fact]
    public void A_delay_of_nothing_reports_nothing() => Assert.Empty(
        Sensor(options: new() { CancelMinDelay = TimeSpan.Zero }).Send(Alice, Bob, Invite).Send(Alice, Bob, Cancel).Names);

    [Theory]
    [InlineData(200)]
    [InlineData(603)]
    public void A_proxy_cancels_the_other_branches_at_once_when_one_decides(int status)
    {
        var first = Invite.Via(Proxy, "z9hG4bK-f1");
        var second = Invite.Via(Proxy, "z9hG4bK-f2");
        var sensor = Sensor().Send(Proxy, Bob, first).Send(Proxy, "192.0.2.3:5060", second).After(TimeSpan.FromMilliseconds(50));
        Assert.Empty(sensor.Send(Bob, Proxy, SipBuilder.Response(status, first)).Send(Proxy, "192.0.2.3:5060", Cancel.Via(Proxy, "z9hG4bK-f2")).Names);
    }

    [Fact]
    public void It_is_said_beside_the_wrong_origin() => Assert.Equal(
        ["origin-cancel", "origin-cancel-fast"], Sensor().Send(Alice, Bob, Invite).Send(Mallory, Bob, Cancel).Names);
}
