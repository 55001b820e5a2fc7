using SipIds.Testing;
using static SipIds.Core.Tests.Calls.Standings.StandingLab;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>Who answered a server's challenge and was accepted is that user, at that address.</summary>
public sealed class ProvenTests
{
    private readonly StandingLab _lab = new();

    [Fact]
    public void A_password_that_was_asked_for_and_accepted_proves_its_user()
    {
        _lab.Registration();
        Assert.True(_lab.IsProven(Phone));
        Assert.False(_lab.IsProven(Elsewhere));
        Assert.False(_lab.IsProven(Phone, "sip:carol@example.com"));
    }

    [Theory]
    [InlineData(180)]
    [InlineData(200)]
    [InlineData(486)]
    [InlineData(603)]
    public void So_does_a_call_that_gets_past_the_challenge(int status)
    {
        var invite = _lab.Ask(_lab.Request("INVITE", "sip:bob@example.com"));
        _lab.Pass(SipBuilder.Response(status, invite), Server, Phone);
        Assert.True(_lab.IsProven(Phone));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public void A_call_that_does_not_proves_nothing(int status)
    {
        var invite = _lab.Ask(_lab.Request("INVITE", "sip:bob@example.com"));
        _lab.Pass(SipBuilder.Response(status, invite), Server, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_registration_that_is_refused_proves_nothing()
    {
        _lab.Registration(status: 403);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_2xx_without_a_challenge_proves_nothing()
    {
        var register = Answering(_lab.Register(), Random(1));
        _lab.Pass(register, Phone, Server);
        _lab.Pass(SipBuilder.Response(200, register), Server, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_2xx_to_the_challenge_of_another_Call_ID_proves_nothing()
    {
        _lab.Ask(_lab.Register(), nonce: Random(1));
        var register = Answering(_lab.Register(), Random(1));
        _lab.Pass(register, Phone, Server);
        _lab.Pass(SipBuilder.Response(200, register), Server, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void Another_users_account_proves_nothing_of_the_user_in_To()
    {
        _lab.Registration(username: "mallory");
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void The_user_part_of_a_username_with_a_domain_is_the_user()
    {
        _lab.Registration(username: "alice@example.com");
        Assert.True(_lab.IsProven(Phone));
    }

    [Fact]
    public void An_account_that_the_registrar_accepted_for_the_user_is_the_users_from_then_on()
    {
        _lab.Registration(username: "1001");
        Assert.False(_lab.IsProven(Phone));
        _lab.Registration(username: "1001");
        Assert.True(_lab.IsProven(Phone));
    }

    [Fact]
    public void The_first_account_of_a_user_holds()
    {
        _lab.Registration(username: "1001");
        _lab.Registration(Elsewhere, username: "1002");
        _lab.Registration(Elsewhere, username: "1002");
        Assert.False(_lab.IsProven(Elsewhere));
    }

    [Fact]
    public void A_2xx_from_elsewhere_proves_nothing()
    {
        var register = _lab.Ask(_lab.Register());
        _lab.Pass(SipBuilder.Response(200, register), Elsewhere, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_second_different_final_response_takes_the_proof_back()
    {
        var register = _lab.Registration();
        _lab.Pass(SipBuilder.Response(403, register), Server, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_final_response_that_is_sent_again_takes_nothing_back()
    {
        var register = _lab.Registration();
        _lab.Pass(SipBuilder.Response(200, register), Server, Phone);
        Assert.True(_lab.IsProven(Phone));
    }

    [Fact]
    public void A_2xx_after_the_real_refusal_proves_nothing()
    {
        var register = _lab.Registration(status: 403);
        _lab.Pass(SipBuilder.Response(200, register), Server, Phone);
        Assert.False(_lab.IsProven(Phone));
    }

    [Fact]
    public void After_two_hours_it_is_forgotten()
    {
        _lab.Registration();
        _lab.Driver.Wait(TimeSpan.FromMinutes(119));
        Assert.True(_lab.IsProven(Phone));
        _lab.Driver.Wait(TimeSpan.FromMinutes(2));
        Assert.False(_lab.IsProven(Phone));
    }
}
