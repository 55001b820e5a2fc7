using SipIds.Options;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

public sealed class DigestLeakTests
{
    private const string Event = "session-digest-leak";
    private const string Server = "198.51.100.10:5060";
    private const string Realm = "Digest realm=\"example.com\", nonce=\"1\"";
    private const string Answer = "Digest username=\"bob\", realm=\"example.com\", nonce=\"1\", uri=\"sip:example.com\", response=\"1\"";

    private static readonly SipBuilder s_register = SipBuilder.Request("REGISTER", "sip:example.com").Via(Talk.Bob, "z9hG4bK-r1").CallId("register@192.0.2.2");

    private static readonly SipBuilder s_again = s_register.Via(Talk.Bob, "z9hG4bK-r2").CSeq(2).Header("Authorization", Answer);

    [Theory]
    [InlineData(401, "WWW-Authenticate")]
    [InlineData(407, "Proxy-Authenticate")]
    public void A_caller_that_challenges_the_BYE_of_its_victim_is_reported(int status, string header)
    {
        // The victim registers with its server, is called, answers and hangs up; the caller asks for its credentials.
        var talk = Leak(Registered(new Talk()), status, header);
        Assert.Equal((Event, Realm), (talk.Last, talk.Tester.Last[0].Detail));
        Assert.Equal(Event, talk.All);
    }

    [Fact]
    public void A_callee_that_challenges_a_re_INVITE_is_reported() =>
        Assert.Equal(Event, Talk.Established().Request("INVITE", 2, out var invite).Reply(401, invite).Last);

    [Fact]
    public void A_challenger_behind_the_callers_server_is_reported_on_the_hop_to_it()
    {
        // Alice's server asks her for credentials; the callee behind it does too, once the call is on.
        var first = Talk.Invite;
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i2").CSeq(2);
        var onward = again.PushVia(Server, "z9hG4bK-p1");
        var talk = new Talk().Send(Talk.Alice, Server, first).Send(Server, Talk.Alice, Talk.Response(407, first))
            .Send(Talk.Alice, Server, again).Send(Server, Talk.Bob, onward).Send(Talk.Bob, Server, Talk.Response(200, onward)).Send(Server, Talk.Alice, Talk.Response(200, again));
        var bye = talk.OfAlice("BYE", 3);
        var further = bye.PushVia(Server, "z9hG4bK-p2");
        Assert.Equal(Event, talk.Send(Talk.Alice, Server, bye).Send(Server, Talk.Bob, further).Send(Talk.Bob, Server, Talk.Response(407, further)).Last);
    }

    [Fact]
    public void Accepting_an_INVITE_with_credentials_makes_no_authenticator()
    {
        var invite = Talk.Invite.Header("Proxy-Authorization", Answer);
        var talk = new Talk().Send(Talk.Alice, Talk.Bob, invite).Reply(200, invite).Ack();
        Assert.Equal(Event, talk.Request("BYE", 2, out var bye).Reply(407, bye).Last);
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void The_server_that_challenged_the_INVITE_may_challenge_what_follows(string method)
    {
        var again = Talk.Invite.Via(Talk.Alice, "z9hG4bK-i2").CSeq(2).Header("Proxy-Authorization", Answer);
        var talk = new Talk().Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(407, Talk.Invite).Send(Talk.Alice, Talk.Bob, SipBuilder.AckOf(Talk.Invite))
            .Send(Talk.Alice, Talk.Bob, again).Reply(200, again).Ack(2);
        Assert.Empty(talk.Request(method, 3, out var request).Reply(407, request).All);
    }

    [Fact]
    public void The_server_that_the_callee_is_registered_with_may_challenge_it()
    {
        var talk = Registered(new Talk()).Send(Server, Talk.Bob, Talk.Invite).Send(Talk.Bob, Server, Talk.Response(200, Talk.Invite));
        var bye = talk.OfBob("BYE", 1);
        Assert.Empty(talk.Send(Talk.Bob, Server, bye).Send(Server, Talk.Bob, Talk.Response(407, bye)).All);
    }

    [Theory]
    [InlineData("example.com", "")]
    [InlineData("asterisk", Event)]
    public void A_challenge_for_another_realm_that_comes_through_ones_server_is_noticed(string realm, string reported)
    {
        var talk = new Talk().Send(Talk.Bob, Server, s_register).Send(Server, Talk.Bob, Talk.Response(401, s_register).Header("WWW-Authenticate", Realm))
            .Send(Talk.Bob, Server, s_again).Send(Server, Talk.Bob, Talk.Response(200, s_again))
            .Send(Server, Talk.Bob, Talk.Invite).Send(Talk.Bob, Server, Talk.Response(200, Talk.Invite));
        var bye = talk.OfBob("BYE", 1);
        var challenge = Talk.Response(407, bye).Header("Proxy-Authenticate", $"Digest realm=\"{realm}\", nonce=\"2\"");
        Assert.Equal(reported, talk.Send(Talk.Bob, Server, bye).Send(Server, Talk.Bob, challenge).All);
        Assert.All(talk.Tester.Last, notice => Assert.True(notice.IsNotice));
    }

    [Fact]
    public void Outside_a_call_anyone_may_challenge() => Assert.Empty(Registered(new Talk()).Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(401, Talk.Invite).All);

    [Fact]
    public void A_registration_counts_for_a_day()
    {
        Assert.Empty(Challenged(TimeSpan.FromHours(23)).All);
        Assert.Equal(Event, Challenged(TimeSpan.FromHours(25)).Last);
    }

    [Fact]
    public void While_the_capture_begins_nobody_knows_who_authenticates_whom() =>
        Assert.Empty(Leak(new Talk(settings: new PipelineOptions { MidstreamGrace = TimeSpan.FromHours(1) }), 407, "Proxy-Authenticate").All);

    [Theory]
    [InlineData(false, Event)]
    [InlineData(true, "")]
    public void A_subscriber_that_challenges_a_NOTIFY_is_reported_unless_it_is_the_server(bool isServer, string reported)
    {
        var subscriber = isServer ? Server : Talk.Mallory;
        var subscribe = SipBuilder.Request("SUBSCRIBE").Via(subscriber, "z9hG4bK-s1").CallId("s1");
        var notify = SipBuilder.Request("NOTIFY").Via(Talk.Bob, "z9hG4bK-n1").CallId("s1").From("sip:bob@example.com", "b1").To("sip:alice@example.com", "a1").Header("Event", "dialog");
        var talk = Registered(new Talk()).Send(subscriber, Talk.Bob, subscribe).Send(Talk.Bob, subscriber, Talk.Response(202, subscribe))
            .Send(Talk.Bob, subscriber, notify).Send(subscriber, Talk.Bob, SipBuilder.Response(401, notify).Header("WWW-Authenticate", Realm));
        Assert.Equal(reported, talk.All);
    }

    [Fact]
    public void A_challenge_before_the_call_makes_no_authenticator()
    {
        var options = SipBuilder.Request("OPTIONS").Via(Talk.Bob, "z9hG4bK-o1").CallId("o1");
        Assert.Equal(Event, Leak(new Talk().Send(Talk.Bob, Talk.Alice, options).Send(Talk.Alice, Talk.Bob, Talk.Response(401, options)), 407, "Proxy-Authenticate").Last);
    }

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("asterisk", false)]
    public void The_server_that_a_call_began_at_may_ask_for_the_callers_own_domain(string realm, bool isNotice)
    {
        var talk = Talk.Established().Request("INVITE", 2, out var invite);
        var challenge = Talk.Response(407, invite).Header("Proxy-Authenticate", $"Digest realm=\"{realm}\", nonce=\"1\"");
        Assert.Equal(isNotice, Assert.Single(talk.Send(Talk.Bob, Talk.Alice, challenge).Tester.Last).IsNotice);
    }

    private static Talk Registered(Talk talk) => talk
        .Send(Talk.Bob, Server, s_register).Send(Server, Talk.Bob, Talk.Response(401, s_register))
        .Send(Talk.Bob, Server, s_again).Send(Server, Talk.Bob, Talk.Response(200, s_again));

    private static Talk Leak(Talk talk, int status, string header)
    {
        _ = talk.Send(Talk.Alice, Talk.Bob, Talk.Invite).Reply(180, Talk.Invite).Reply(200, Talk.Invite).Ack().RequestOfBob("BYE", 1, out var bye);
        return talk.Send(Talk.Alice, Talk.Bob, Talk.Response(status, bye).Header(header, Realm));
    }

    private static Talk Challenged(TimeSpan later)
    {
        var talk = Registered(new Talk()).Wait(later).Send(Server, Talk.Bob, Talk.Invite).Send(Talk.Bob, Server, Talk.Response(200, Talk.Invite));
        var bye = talk.OfBob("BYE", 1);
        return talk.Send(Talk.Bob, Server, bye).Send(Server, Talk.Bob, Talk.Response(407, bye));
    }
}
