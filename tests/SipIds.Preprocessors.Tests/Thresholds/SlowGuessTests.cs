using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Who guesses a few passwords a minute, all day.</summary>
public sealed class SlowGuessTests
{
    private const string Name = "slow-guess";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { SlowAuthFailures = 4 * Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true);

    // The first of the nonces that nobody was seen to give may have been good before the capture began.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_attempt_that_would_be_one_too_many_is_dropped(bool isGiven)
    {
        Guess(s_options.SlowAuthFailures, isGiven: isGiven);
        Assert.Empty(_tester.Names);
        Guess(2, first: 500, isGiven: isGiven);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
        Assert.NotEqual(0, _tester.Dropped);
    }

    [Fact]
    public void A_pause_for_a_night_clears_nothing()
    {
        Guess(s_options.SlowAuthFailures / 2);
        _tester.After(TimeSpan.FromHours(11));
        Guess((s_options.SlowAuthFailures / 2) + 1, first: 100);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void After_more_than_a_day_it_begins_anew()
    {
        Guess(s_options.SlowAuthFailures);
        _tester.After(TimeSpan.FromHours(25)).Tick();
        Guess(1, first: 500);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_password_that_is_found_in_time_clears_it()
    {
        Guess(s_options.SlowAuthFailures - 1);
        _tester.Prove("100").After(TimeSpan.FromHours(3));
        Guess(s_options.SlowAuthFailures - 1, first: 100);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void An_old_password_behind_a_NAT_where_others_register_is_silent()
    {
        for (var hour = 0; hour < 8; hour++)
        {
            _tester.Prove("alice", number: 900_000 + hour);
            Guess(30, first: 100 * hour);
        }

        Assert.DoesNotContain(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void Others_at_the_same_address_get_in()
    {
        Guess(2 * s_options.SlowAuthFailures);
        Assert.True(_tester.Passes(Request("REGISTER", 900).From("sip:bob@example.com").To("sip:bob@example.com")));
    }

    [Fact]
    public void Of_many_that_guess_for_one_user_those_are_cut_that_guessed_and_not_the_user_who_moved()
    {
        for (var number = 0; number < s_options.SlowAuthFailures; number++)
        {
            Guess(1, first: 10 * number, client: $"198.51.100.{1 + (number % 5)}");
        }

        Assert.False(_tester.Passes(Register(900), "198.51.100.1"));
        Assert.Equal(Name, Assert.Single(_tester.Last).Name);
        Assert.True(_tester.Passes(Register(901), "203.0.113.9"));
    }

    [Fact]
    public void Made_up_nonces_in_a_phones_address_do_not_lock_it_out()
    {
        Guess(3 * s_options.SlowAuthFailures, isGiven: false);
        var dropped = _tester.Dropped;
        _tester.Prove("100");
        Assert.Equal(dropped, _tester.Dropped);
        Assert.True(_tester.Passes(Register(902)));
    }

    [Fact]
    public void A_flood_of_other_sources_pushes_nobody_out()
    {
        var tester = Of(s_options with { SourcesTracked = 64 }, inline: true);
        Guess(s_options.SlowAuthFailures + 1, isGiven: false, tester: tester);
        for (var number = 1; number <= 4000; number++)
        {
            var guess = Request("REGISTER", 10_000 + number).WithAnswer("x", Nonce(number));
            tester.Ask(guess, Challenge(guess), $"10.{number / 500}.{number % 250}.9");
        }

        Assert.False(tester.Passes(Register(900).WithAnswer("100", Nonce(900))));
    }

    private static SipBuilder Register(int number) => Request("REGISTER", number).From("sip:100@example.com", $"a{number}").To("sip:100@example.com");

    private void Guess(int times, int first = 1, bool isGiven = true, string client = Client, PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions>? tester = null)
    {
        tester ??= _tester;
        for (var number = first; number < first + times; number++)
        {
            tester.After(TimeSpan.FromMinutes(2)).Tick();
            var request = Register(number);
            if (isGiven)
            {
                tester.Ask(request, SipBuilder.Response(401, request).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{Nonce(number)}\""), client);
            }

            var guess = request.CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-guess-{number}").WithAnswer("100", Nonce(number));
            tester.Ask(guess, Challenge(guess), client);
        }
    }
}
