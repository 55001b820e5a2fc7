using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class PasswordTests
{
    private const string Name = "password-guessing";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { AuthFailures = Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options);

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(407)]
    public void The_rejection_that_passes_the_limit_is_reported(int status)
    {
        Guess(_tester, Limit, status: status);
        Assert.Empty(_tester.Names);
        Guess(_tester, 1, first: 100, status: status);
        Assert.Equal([Name], _tester.Names);
        Assert.Equal((Limit + 1, Limit), (_tester.Last[0].Count, _tester.Last[0].Limit));
        Assert.Equal($"{Client} as sip:100@example.com", _tester.Last[0].Detail);
    }

    [Fact]
    public void A_challenge_to_a_request_without_credentials_is_none()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var request = Register(number, "sip:100@example.com");
            _tester.Ask(request, Challenge(request));
        }

        Assert.Equal(0, _tester.Count(Name));
    }

    [Theory]
    [InlineData("Digest realm=\"r\", nonce=\"n\", stale=true")]
    [InlineData("Digest stale=TRUE, realm=\"r\", nonce=\"n\"")]
    [InlineData("Digest realm=\"stale=false\", nonce=\"n\",stale = \"true\"")]
    public void A_stale_nonce_is_none(string challenge)
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var request = Register(number, "sip:100@example.com").WithCredentials();
            _tester.Ask(request, SipBuilder.Response(401, request).Header("WWW-Authenticate", challenge));
        }

        Assert.Empty(_tester.Names);
    }

    [Theory]
    [InlineData("Digest realm=\"r\", nonce=\"n\", stale=false")]
    [InlineData("Digest realm=\", stale=true\", nonce=\"n\"")]
    public void What_is_not_stale_is_one(string challenge)
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            var request = Register(number, "sip:100@example.com");
            _tester.Ask(request, Challenged(request, number));
            request = Again(request, number);
            _tester.Ask(request, SipBuilder.Response(401, request).Header("WWW-Authenticate", challenge));
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_success_clears_the_user_and_the_source()
    {
        Guess(_tester, Limit);
        Succeed(_tester, 1000);
        Guess(_tester, Limit, first: 100);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Success_after_many_guesses_clears_nothing()
    {
        Guess(_tester, 3 * Limit);
        Succeed(_tester, 1000);
        Guess(_tester, 1, first: 100);
        Assert.Equal(Name, Assert.Single(_tester.Last).Name);
    }

    [Fact]
    public void A_guess_that_succeeds_is_reported_with_its_account()
    {
        Guess(_tester, 3 * Limit);
        Succeed(_tester, 1000);
        var reported = Assert.Single(_tester.Last);
        Assert.Equal(($"{Client} as sip:100@example.com: accepted, the password is found", 3 * Limit), (reported.Detail, reported.Count));
    }

    [Fact]
    public void The_answer_to_a_guess_that_succeeds_passes()
    {
        var tester = Of(s_options, inline: true);
        Guess(tester, Limit + 1);
        Succeed(tester, 1000);
        Assert.False(tester.Seen[^1].Dropped);
    }

    [Fact]
    public void A_user_whose_password_others_guess_finds_nothing()
    {
        Guess(_tester, 3 * Limit);
        Succeed(_tester, 1000, client: "192.0.2.77");
        Assert.Empty(_tester.Last);
    }

    [Fact]
    public void A_user_who_was_there_before_the_guesses_finds_nothing()
    {
        Succeed(_tester, 1000);
        Guess(_tester, 3 * Limit);
        Succeed(_tester, 1001);
        Assert.Empty(_tester.Last);
    }

    [Fact]
    public void An_innocent_request_from_a_guessing_address_is_not_what_is_named()
    {
        Guess(_tester, 2 * Limit);
        Guess(_tester, 1, first: 100, user: "sip:innocent@example.com");
        Assert.Equal($"{Client} as sip:100@example.com and others", Assert.Single(_tester.Last).Detail);
    }

    [Fact]
    public void One_source_that_tries_many_users_is_reported()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            Guess(_tester, 1, first: number, user: $"sip:{number}@example.com");
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void One_user_who_is_tried_from_many_sources_is_reported()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            Guess(_tester, 1, first: number, client: $"198.51.100.{number}");
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_source_may_not_change_its_address_within_its_IPv6_network()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            Guess(_tester, 1, first: number, client: $"[2001:db8::{number}]:5060", user: $"sip:{number}@example.com");
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void Guesses_under_one_call_id_and_sequence_number_are_all_counted()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            var request = Register(1, "sip:100@example.com").Via("192.0.2.1:5060", $"z9hG4bK-guess-{number}");
            _tester.Ask(request, Challenged(request, number));
            request = request.Via("192.0.2.1:5060", $"z9hG4bK-again-{number}").WithAnswer("100", Nonce(number));
            _tester.Ask(request, Challenge(request));
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_rejection_that_is_sent_again_counts_once()
    {
        var request = Register(1, "sip:100@example.com").WithCredentials();
        _tester.From(Client).To(Server).See(request).From(Server).To(Client).See(Challenge(request), times: 10 * Limit);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_rejection_that_passes_a_proxy_counts_once()
    {
        for (var number = 1; number <= Limit; number++)
        {
            var request = Register(number, "sip:100@example.com").WithCredentials();
            var hop = request.PushVia("192.0.2.5:5060", $"z9hG4bK-hop-{number}");
            _tester.From(Client).To("192.0.2.5").See(request).From("192.0.2.5").To(Server).See(hop)
                .From(Server).To("192.0.2.5").See(Challenge(hop)).From("192.0.2.5").To(Client).See(Challenge(request));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void The_window_slides()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            Guess(_tester.After(TimeSpan.FromSeconds(12.1)), 1, first: number);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Over_the_line_the_next_guess_is_dropped_before_it_is_answered()
    {
        var tester = Of(s_options, inline: true);
        Guess(tester, Limit + 1);
        tester.From(Client).To(Server).See(Register(100, "sip:100@example.com").WithCredentials());
        Assert.True(tester.Seen[^1].Dropped);
    }

    [Fact]
    public void Each_made_up_nonce_but_the_first_is_a_guess()
    {
        MakeUp(_tester, Limit + 1);
        Assert.Empty(_tester.Names);
        MakeUp(_tester, 1, first: 100);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void What_was_accepted_of_one_user_is_a_guess_for_another()
    {
        Succeed(_tester, 1000);
        for (var number = 1; number <= Limit + 1; number++)
        {
            var request = Register(number, $"sip:2{number}@example.com").WithAnswer($"2{number}", Nonce(1000));
            _tester.Ask(request, Challenge(request));
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void Credentials_that_are_made_up_in_its_name_lock_no_phone_out()
    {
        var tester = Of(s_options, inline: true);
        MakeUp(tester, 3 * Limit);
        Assert.True(tester.Seen[^2].Dropped);
        var request = Register(1000, "sip:100@example.com");
        tester.Ask(request, Challenged(request, 1000));
        Assert.False(tester.Seen[^2].Dropped);
        tester.From(Client).To(Server).See(Again(request, 1000));
        Assert.False(tester.Seen[^1].Dropped);
    }

    [Fact]
    public void Guessing_from_elsewhere_locks_nobody_out()
    {
        const string home = "203.0.113.5";
        var tester = Of(s_options, inline: true);
        Succeed(tester, 1000, client: home);
        Guess(tester, 3 * Limit);
        tester.From(home).To(Server).See(Register(1001, "sip:100@example.com").WithCredentials());
        Assert.False(tester.Seen[^1].Dropped);

        // A phone that has moved comes from a network that did not guess.
        tester.From("203.0.113.6").See(Register(1002, "sip:100@example.com").WithCredentials());
        Assert.False(tester.Seen[^1].Dropped);
        tester.From(Client).See(Register(1003, "sip:100@example.com").WithCredentials());
        Assert.True(tester.Seen[^1].Dropped);
    }

    [Fact]
    public void The_caller_of_a_rejected_INVITE_is_the_user()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            var client = $"198.51.100.{number}";
            var request = Request("INVITE", number).From("sip:100@example.com", $"a{number}");
            _tester.Ask(request, Challenged(request, number), client);
            request = Again(request, number);
            _tester.Ask(request, Challenge(request, 407), client);
        }

        Assert.Equal([Name], _tester.Names);
    }

    private static SipBuilder Register(int number, string user) => Request("REGISTER", number).From(user, $"a{number}").To(user);

    private static void Guess(
        PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester,
        int times,
        int first = 1,
        int status = 401,
        string user = "sip:100@example.com",
        string client = Client)
    {
        for (var number = first; number < first + times; number++)
        {
            var request = Register(number, user);
            tester.Ask(request, Challenged(request, number), client);
            request = Again(request, number);
            tester.Ask(request, SipBuilder.Response(status, request), client);
        }
    }

    private static SipBuilder Challenged(SipBuilder request, int number) =>
        SipBuilder.Response(401, request).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{Nonce(number)}\"");

    // The next request of the same Call-ID answers the challenge.
    private static SipBuilder Again(SipBuilder request, int number) =>
        request.CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-again-{number}").WithAnswer("100", Nonce(number));

    private static void Succeed(PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, int number, string client = Client)
    {
        var request = Register(number, "sip:100@example.com");
        tester.Ask(request, Challenged(request, number), client);
        request = Again(request, number);
        tester.Ask(request, SipBuilder.Response(200, request), client);
    }

    private static void MakeUp(PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, int times, int first = 1)
    {
        for (var number = first; number < first + times; number++)
        {
            var request = Register(number, "sip:100@example.com").WithAnswer("100", Nonce(number));
            tester.Ask(request, Challenge(request));
        }
    }
}
