using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>A flood costs who makes it: the others of that user, registrar or address get through.</summary>
public sealed class SharedCutTests
{
    private const string Home = "203.0.113.5";

    [Fact]
    public void A_newcomer_gets_to_a_callee_whom_one_address_floods()
    {
        var tester = Inline("invite-flood-callee").From(Client).To(Server).See(number => ToBob(number), times: 10 * Limit);
        Assert.False(Passes(tester, Client, ToBob(100)));
        Assert.True(Passes(tester, Home, ToBob(101)));
    }

    [Fact]
    public void A_newcomer_gets_to_a_callee_whom_a_network_floods()
    {
        var tester = Inline("invite-flood-callee").To(Server);
        for (var number = 1; number <= 100; number++)
        {
            tester.From($"198.51.100.{number}").See(ToBob(number));
        }

        Assert.True(Passes(tester, Home, ToBob(101)));
    }

    [Fact]
    public void A_name_that_somebody_else_wears_out_is_worn_out_for_that_one_alone()
    {
        var tester = Inline("register-flood-sender").From(Client).To(Server).See(number => OfAlice(number), times: 10 * Limit);
        Assert.False(Passes(tester, Client, OfAlice(100)));
        Assert.True(Passes(tester, Home, OfAlice(101)));
    }

    [Fact]
    public void Of_an_address_only_the_kind_of_request_that_floods_is_cut()
    {
        var tester = Inline("source-flood").From(Client).To(Server).See(number => Request("OPTIONS", number), times: 10 * Limit);
        Assert.False(Passes(tester, Client, Request("OPTIONS", 100)));
        Assert.True(Passes(tester, Client, Request("INVITE", 101)));
        Assert.True(Passes(tester, Client, Request("REGISTER", 102)));
    }

    [Fact]
    public void An_address_that_changes_the_kind_gets_no_more_of_the_new_one_than_the_limit()
    {
        var tester = Inline("source-flood").From(Client).To(Server).See(number => Request("OPTIONS", number), times: 10 * Limit);
        var before = tester.Dropped;
        tester.See(number => Request("INVITE", 100 + number), times: 10 * Limit);
        Assert.InRange((10 * Limit) - (tester.Dropped - before), 1, Limit);
    }

    [Fact]
    public void A_BYE_that_fits_its_call_ends_it_however_many_are_forged()
    {
        var tester = Of(inline: true).From(Client).To(Server);
        var invite = Request("INVITE", 1);
        tester.Ask(invite, SipBuilder.Response(200, invite)).From(Client).To(Server);
        tester.See(number => Request("BYE", 100 + number).To("sip:callee1@example.com", "x"), times: 10 * Limit);
        Assert.True(tester.Seen[^1].Dropped);
        var bye = invite.StartLine("BYE sip:callee1@example.com SIP/2.0").CSeq(2, "BYE").ToTag("b1").Via("192.0.2.1:5060", "z9hG4bK-bye");
        Assert.True(Passes(tester, Client, bye));
    }

    [Fact]
    public void After_the_period_the_flooder_is_a_newcomer_too()
    {
        var tester = Inline("invite-flood-callee").From(Client).To(Server).See(number => ToBob(number), times: 10 * Limit);
        Assert.True(Passes(tester.After(TimeSpan.FromMinutes(2)), Client, ToBob(1000)));
    }

    [Fact]
    public void What_is_dropped_stays_over_the_limit_while_it_goes_on()
    {
        var tester = Inline("invite-flood-callee").From(Client).To(Server).See(number => ToBob(number), times: 200, every: TimeSpan.FromSeconds(2));
        Assert.Equal(200 - Limit, tester.Dropped);
    }

    private static PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> Inline(string name) => Of(AttemptTests.Only(name), inline: true);

    private static SipBuilder ToBob(int number) => Request("INVITE", number).For("INVITE", "sip:bob@example.com");

    private static SipBuilder OfAlice(int number) => Request("REGISTER", number).From("sip:alice@example.com", $"a{number}").To("sip:alice@example.com");

    private static bool Passes(PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, string source, SipBuilder message) =>
        !tester.From(source).To(Server).See(message).Seen[^1].Dropped;
}
