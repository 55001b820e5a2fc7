using SipIds.Testing;
using static SipIds.Core.Tests.Calls.Standings.StandingLab;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>Who returns what went to one address alone is there.</summary>
public sealed class ReachableTests
{
    private readonly StandingLab _lab = new();

    [Fact]
    public void Who_returns_a_nonce_is_reachable()
    {
        var register = _lab.Register();
        _lab.Pass(register, Phone, Server);
        _lab.Pass(Challenge(register, Random(1)), Server, Phone);
        Assert.False(_lab.IsReachable(Phone));
        _lab.Pass(Answering(register, Random(1)), Phone, Server);
        Assert.True(_lab.IsReachable(Phone));
    }

    [Fact]
    public void Who_returns_a_nonce_that_went_elsewhere_is_not()
    {
        _lab.Ask(_lab.Register(), nonce: Random(1));
        _lab.Pass(Answering(_lab.Register(), Random(1)), Elsewhere, Server);
        Assert.False(_lab.IsReachable(Elsewhere));
    }

    [Fact]
    public void Who_returns_a_nonce_that_nobody_gave_is_not()
    {
        _lab.Pass(Answering(_lab.Register(), Random(1)), Phone, Server);
        Assert.False(_lab.IsReachable(Phone));
    }

    [Theory]
    [InlineData("nonce-of-1795900001", "nonce-of-1795900002")]
    [InlineData("00000000000000000000000000000000aa01", "00000000000000000000000000000000bb02")]
    public void A_nonce_that_hardly_differs_from_the_last_can_be_computed(string last, string nonce)
    {
        _lab.Ask(_lab.Register(), Elsewhere, nonce: last);
        _lab.Ask(_lab.Register(), nonce: nonce);
        Assert.False(_lab.IsReachable(Phone));
    }

    [Fact]
    public void A_nonce_that_hardly_differs_from_the_last_but_one_can_be_computed_too()
    {
        _lab.Ask(_lab.Register(), Elsewhere, nonce: "nonce-of-1795900001");
        _lab.Ask(_lab.Register(), Elsewhere, nonce: Random(1));
        _lab.Ask(_lab.Register(), nonce: "nonce-of-1795900002");
        Assert.False(_lab.IsReachable(Phone));
    }

    [Fact]
    public void Who_acknowledges_a_refusal_with_its_tag_is_reachable()
    {
        Refuse(Random(1), Random(1));
        Assert.True(_lab.IsReachable(Phone));
    }

    [Fact]
    public void Who_acknowledges_it_with_another_tag_is_not()
    {
        Refuse(Random(1), Random(2));
        Assert.False(_lab.IsReachable(Phone));
    }

    [Fact]
    public void Who_acknowledges_it_from_elsewhere_is_not()
    {
        Refuse(Random(1), Random(1), from: Elsewhere);
        Assert.Equal((false, false), (_lab.IsReachable(Phone), _lab.IsReachable(Elsewhere)));
    }

    [Fact]
    public void A_tag_that_hardly_differs_from_the_last_can_be_computed()
    {
        Refuse("as-1795900001", "none");
        Refuse("as-1795900002", "as-1795900002");
        Assert.False(_lab.IsReachable(Phone));
    }

    [Fact]
    public void The_tag_of_a_callee_may_be_an_accomplices()
    {
        var invite = _lab.Request("INVITE", "sip:bob@example.com");
        var hop = invite.PushVia(Server, "z9hG4bK-hop");
        _lab.Pass(invite, Phone, Server);
        _lab.Pass(hop, Server, TrackerDriver.Device);
        _lab.Pass(Busy(hop, Random(1)), TrackerDriver.Device, Server);
        _lab.Pass(Busy(invite, Random(1)), Server, Phone);
        _lab.Pass(SipBuilder.AckOf(invite, Random(1)), Phone, Server);
        Assert.False(_lab.IsReachable(Phone));
    }

    [Fact]
    public void After_ten_minutes_it_is_forgotten()
    {
        _lab.Ask(_lab.Register());
        _lab.Driver.Wait(TimeSpan.FromMinutes(9));
        Assert.True(_lab.IsReachable(Phone));
        _lab.Driver.Wait(TimeSpan.FromMinutes(1));
        Assert.False(_lab.IsReachable(Phone));
    }

    // The server refuses a call with one tag, and it is acknowledged with one.
    private void Refuse(string tag, string acknowledged, string from = Phone)
    {
        var invite = _lab.Request("INVITE", "sip:bob@example.com");
        _lab.Pass(invite, Phone, Server);
        _lab.Pass(Busy(invite, tag), Server, Phone);
        _lab.Pass(SipBuilder.AckOf(invite, acknowledged), from, Server);
    }

    private static SipBuilder Busy(SipBuilder invite, string tag) => SipBuilder.Response(486, invite.ToTag(tag));
}
