using SipIds.Packets;
using static SipIds.Core.Tests.Calls.Standings.StandingLab;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>Who places calls without a password is known by the calls that it had.</summary>
public sealed class PeerTests
{
    private const string Trunk = "198.51.100.20:5060";

    private readonly StandingLab _lab = new();

    [Fact]
    public void Twenty_answered_calls_with_five_users_and_one_from_our_side_make_a_peer()
    {
        _lab.Call(Trunk, Server, calls: 19, users: 5);
        Assert.False(_lab.IsPeer(Trunk));
        _lab.Call(Server, Trunk, calls: 1);
        Assert.True(_lab.IsPeer(Trunk));
    }

    [Fact]
    public void Nineteen_make_none()
    {
        _lab.Call(Trunk, Server, calls: 18, users: 5);
        _lab.Call(Server, Trunk, calls: 1);
        Assert.False(_lab.IsPeer(Trunk));
    }

    [Fact]
    public void A_hundred_calls_with_few_users_make_none()
    {
        _lab.Call(Trunk, Server, calls: 100, users: 3);
        _lab.Call(Server, Trunk, calls: 1);
        Assert.False(_lab.IsPeer(Trunk));
    }

    [Fact]
    public void Who_is_never_called_is_none()
    {
        _lab.Call(Trunk, Server, calls: 100, users: 10);
        Assert.False(_lab.IsPeer(Trunk));
    }

    [Fact]
    public void A_phone_that_is_called_where_it_registered_is_none()
    {
        _lab.Registration(Phone);
        _lab.Call(Phone, Server, calls: 100, users: 10);
        _lab.Call(Server, Phone, calls: 10);
        Assert.False(_lab.IsPeer(Phone));
    }

    [Fact]
    public void Calls_of_the_day_before_no_longer_count()
    {
        _lab.Call(Trunk, Server, calls: 30, users: 5);
        _lab.Call(Server, Trunk, calls: 1);
        Assert.True(_lab.IsPeer(Trunk));
        _lab.Driver.Wait(TimeSpan.FromHours(24));
        Assert.False(_lab.IsPeer(Trunk));
    }

    [Fact]
    public void One_that_the_settings_name_is_a_peer_at_once()
    {
        _lab.Change(new() { Peers = [NetPrefix.Parse("198.51.100.16/28")] });
        Assert.Equal((true, false), (_lab.IsPeer(Trunk), _lab.IsPeer(Phone)));
    }

    [Fact]
    public void One_answered_call_is_remembered_for_a_day()
    {
        _lab.Call(Trunk, Server, calls: 1);
        Assert.True(_lab.Standing.WasAnswered(AddressOf(Trunk), _lab.Now));
        _lab.Driver.Wait(TimeSpan.FromHours(24));
        Assert.False(_lab.Standing.WasAnswered(AddressOf(Trunk), _lab.Now));
    }
}
