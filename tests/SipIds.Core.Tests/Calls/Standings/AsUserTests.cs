using SipIds.Calls.Standings;
using SipIds.Testing;
using static SipIds.Core.Tests.Calls.Standings.StandingLab;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>Against whom a request counts that is sent in a user's name.</summary>
public sealed class AsUserTests
{
    private readonly StandingLab _lab = new();

    [Theory]
    [InlineData("REGISTER")]
    [InlineData("INVITE")]
    public void Whom_nobody_knows_is_a_stranger(string method) =>
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(_lab.Request(method).To(Alice), Elsewhere));

    [Fact]
    public void What_may_be_forged_in_the_users_name_is_held_against_nobody()
    {
        _lab.Registration();
        Assert.Equal(OriginStanding.Spared, _lab.AsUser(_lab.Register(), Phone));
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(_lab.Register(), Elsewhere));
    }

    [Fact]
    public void What_returns_the_servers_nonce_is_the_users_own()
    {
        _lab.Registration();
        var register = _lab.Register();
        _lab.Pass(register, Phone, Server);
        _lab.Pass(Challenge(register, Random(99)), Server, Phone);
        Assert.Equal(OriginStanding.Own, _lab.AsUser(Answering(register, Random(99)), Phone));
    }

    [Fact]
    public void A_phone_that_moves_brings_its_standing_along_by_its_Call_ID_three_times()
    {
        var register = Again(_lab.Registration(), 10);
        Assert.All(Enumerable.Range(1, 3), _ => Assert.Equal(OriginStanding.Spared, _lab.AsUser(register, Elsewhere)));
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(register, Elsewhere));
    }

    [Fact]
    public void A_minute_later_it_may_move_again()
    {
        var register = Again(_lab.Registration(), 10);
        Assert.All(Enumerable.Range(1, 4), _ => _lab.AsUser(register, Elsewhere));
        _lab.Driver.Wait(TimeSpan.FromSeconds(61));
        Assert.Equal(OriginStanding.Spared, _lab.AsUser(register, Elsewhere));
    }

    [Fact]
    public void Another_Call_ID_moves_nobody()
    {
        _lab.Registration();
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(_lab.Register(), Elsewhere));
    }

    [Fact]
    public void A_call_with_the_Call_ID_of_a_registration_moves_nobody()
    {
        var callId = _lab.Registration();
        var invite = _lab.Request("INVITE", "sip:bob@example.com").CallId(CallIdOf(callId));
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(invite, Elsewhere));
    }

    [Fact]
    public void A_registration_that_nobody_asked_a_password_for_counts_when_it_is_ten_minutes_old()
    {
        var register = _lab.Register();
        _lab.Pass(register, Phone, Server);
        _lab.Pass(SipBuilder.Response(200, register), Server, Phone);
        var invite = _lab.Request("INVITE", "sip:bob@example.com");
        Assert.Equal(OriginStanding.Stranger, _lab.AsUser(invite, Phone));
        _lab.Driver.Wait(TimeSpan.FromMinutes(11));
        Assert.NotEqual(OriginStanding.Stranger, _lab.AsUser(invite, Phone));
        Assert.False(_lab.IsProven(Phone));
    }

    private static SipBuilder Again(SipBuilder register, int cseq) => register.Without("Authorization").CSeq(cseq).Via("192.0.2.1:5060", $"z9hG4bK-move-{cseq}");

    private static string CallIdOf(SipBuilder message) => message.ToString().Split("Call-ID: ")[1].Split("\r\n")[0];
}
