using SipIds.Events;
using SipIds.Testing;
using SipIds.Packets;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class CancelTests
{
    [Fact]
    public void A_CANCEL_from_another_address_is_reported_with_the_one_expected()
    {
        var reported = Assert.Single(Sensor().Ring().Send(Mallory, Bob, Cancel).Last);
        Assert.Equal((5001, "expected 192.0.2.1:5060"), (reported.Sid, reported.Detail));
    }

    [Fact]
    public void A_CANCEL_from_another_port_of_the_same_address_is_reported() =>
        Assert.Equal(["origin-cancel"], Sensor().Ring().Send("192.0.2.1:5062", Bob, Cancel).Names);

    [Theory]
    [InlineData("198.51.100.1:2002", "192.168.1.5:5060", 15, 0)]
    [InlineData("198.51.100.1:2002", "192.168.1.5:5060", 14, 1)]
    [InlineData("198.51.100.1:2002", "198.51.100.1:1001", 15, 3)]
    [InlineData("198.51.100.1:2002", "198.51.100.1:1001", 14, 1)]
    [InlineData("203.0.113.66:1001", "192.168.1.5:5060", 30, 1)]
    public void A_NAT_may_forget_a_caller_whose_call_rings_in_silence(string source, string said, int seconds, int severity)
    {
        var invite = Invite.Via(said, "z9hG4bK-n1");
        var sensor = Sensor().Send("198.51.100.1:1001", Bob, invite).After(TimeSpan.FromSeconds(9)).Send(Bob, "198.51.100.1:1001", SipBuilder.Response(180, invite))
            .After(TimeSpan.FromSeconds(seconds)).Send(source, Bob, Cancel.Via(said, "z9hG4bK-n1"));
        Assert.Equal(severity == 0 ? [] : [(Severity)severity], sensor.Last.Select(alert => alert.Severity));
    }

    [Fact]
    public void Seen_on_both_sides_of_a_NAT_a_CANCEL_is_the_callers()
    {
        const string outside = "198.51.100.1:2002";
        Assert.Empty(Sensor().Send(Alice, Bob, Invite).Send(outside, Bob, Invite).After(TimeSpan.FromSeconds(1)).Send(Alice, Bob, Cancel).Send(outside, Bob, Cancel).Names);
    }

    [Fact]
    public void Over_TCP_the_port_may_differ() =>
        Assert.Empty(Sensor().Over(Transport.Tcp).Ring("192.0.2.1:40001").Send("192.0.2.1:40002", Bob, Cancel).Names);

    [Fact]
    public void Over_TCP_the_address_may_not() =>
        Assert.Equal(["origin-cancel"], Sensor().Over(Transport.Tcp).Ring("192.0.2.1:40001").Send("203.0.113.66:40001", Bob, Cancel).Names);

    [Fact]
    public void The_callers_CANCEL_is_silent_however_often_it_is_sent() =>
        Assert.Empty(Sensor().Ring().From(Alice).To(Bob).See(Cancel, times: 4, every: TimeSpan.FromSeconds(0.5)).Names);

    [Fact]
    public void The_answers_to_a_CANCEL_are_silent() => Assert.Empty(Sensor()
        .Ring().Send(Alice, Bob, Cancel).Send(Bob, Alice, SipBuilder.Response(200, Cancel)).Send(Bob, Alice, SipBuilder.Response(487, Invite)).Names);

    [Fact]
    public void Every_copy_of_a_forged_CANCEL_is_reported() =>
        Assert.Equal(3, Sensor().Ring().From(Mallory).To(Bob).See(Cancel, times: 3, every: TimeSpan.FromSeconds(0.5)).Count("origin-cancel"));

    [Fact]
    public void A_Via_and_a_Contact_that_say_otherwise_convince_nobody() => Assert.Equal(["origin-cancel"], Sensor().Ring()
        .Send(Mallory, Bob, Cancel.Replace("Via", "SIP/2.0/UDP 192.0.2.1:5060;received=192.0.2.1;rport=5060;branch=z9hG4bK-1").Contact("<sip:alice@192.0.2.1>")).Names);

    [Fact]
    public void Who_repeats_the_INVITE_from_elsewhere_does_not_own_it() =>
        Assert.Equal(["origin-cancel"], Sensor().Ring().Send(Mallory, Bob, Invite).After(TimeSpan.FromSeconds(1)).Send(Mallory, Bob, Cancel).Names);

    [Fact]
    public void With_a_branch_of_no_INVITE_the_caller_is_the_one_to_cancel()
    {
        var cancel = Cancel.Via(Alice, "z9hG4bK-other");
        Assert.Equal(["origin-cancel"], Sensor().Ring().Send(Alice, Bob, cancel).Send(Mallory, Bob, cancel).Names);
    }

    [Fact]
    public void With_a_branch_of_no_INVITE_the_callee_behind_the_callers_NAT_is_known_by_its_port()
    {
        var cancel = Cancel.Via(Alice, "z9hG4bK-other");
        var sensor = Sensor().Send("198.51.100.1:1001", "198.51.100.1:2002", Invite.Contact("<sip:alice@198.51.100.1:1001>")).After(TimeSpan.FromSeconds(1));
        Assert.Equal(["origin-cancel"], sensor.Send("198.51.100.1:1001", Bob, cancel).Send("198.51.100.1:2002", Bob, cancel).Names);
    }

    [Fact]
    public void A_CANCEL_for_no_call_is_none_of_this() => Assert.Empty(Sensor().Send(Mallory, Bob, Cancel).Names);

    [Fact]
    public void On_every_hop_the_one_before_it_cancels()
    {
        var onward = Invite.PushVia(Proxy, "z9hG4bK-p1");
        var sensor = Sensor().Send(Alice, Proxy, Invite).Send(Proxy, Bob, onward).After(TimeSpan.FromSeconds(2));
        Assert.Empty(sensor.Send(Alice, Proxy, Cancel).Send(Proxy, Bob, Cancel.Via(Proxy, "z9hG4bK-p1")).Names);
    }

    [Fact]
    public void Behind_a_proxy_the_origin_counts() => Assert.Equal(["origin-cancel"], Sensor(Behind("198.51.100.10"))
        .From(Proxy).To(Bob).Origin(Alice).See(Invite).After(TimeSpan.FromSeconds(1)).Origin(Alice).See(Cancel).Origin(Mallory).See(Cancel).Names);

    [Fact]
    public void A_proxy_cancels_in_its_own_name() => Assert.Empty(Sensor(Behind("198.51.100.10"))
        .From(Proxy).To(Bob).Origin(Alice).See(Invite).After(TimeSpan.FromSeconds(1)).Origin(Proxy).See(Cancel).Names);

    [Fact]
    public void A_forged_CANCEL_that_is_dropped_ends_no_call()
    {
        var sensor = Sensor(inline: true).Ring().Send(Mallory, Bob, Cancel).Send(Bob, Alice, Ok).Send(Alice, Bob, Ack).Send(Mallory, Bob, InCall("BYE"));
        Assert.Equal(["origin-cancel", "origin-bye"], sensor.Names);
        Assert.Equal(2, sensor.Dropped);
    }

    [Fact]
    public void An_INVITE_that_is_forgotten_leaves_nobody_to_accuse() =>
        Assert.Empty(Sensor().Send(Alice, Bob, Invite).After(TimeSpan.FromMinutes(4)).Send(Mallory, Bob, Cancel).Names);
}
