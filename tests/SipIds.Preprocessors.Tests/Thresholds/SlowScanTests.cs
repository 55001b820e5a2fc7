using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Who asks so slowly that no period sees it is seen over a day.</summary>
public sealed class SlowScanTests
{
    private const string Name = "slow-scan";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { SlowUnknownUsers = 4 * Limit };
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(7);

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true);

    [Theory]
    [InlineData("INVITE", 404)]
    [InlineData("REGISTER", 404)]
    [InlineData("MESSAGE", 410)]
    [InlineData("INVITE", 403)]
    [InlineData("INVITE", 480)]
    [InlineData("REGISTER", 401)]
    public void The_request_that_would_be_one_too_many_is_dropped(string method, int status)
    {
        AskFor(s_options.SlowUnknownUsers, method, status);
        Assert.Empty(_tester.Names);
        Assert.False(_tester.Tick().Passes(Asking(method, 500)));
        Assert.Equal(Name, Assert.Single(_tester.Last).Name);
        Assert.Equal((s_options.SlowUnknownUsers + 1, s_options.SlowUnknownUsers), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Fact]
    public void Ever_new_names_hide_nothing()
    {
        for (var number = 1; number <= s_options.SlowUnknownUsers; number++)
        {
            var request = Asking("INVITE", number).From($"sip:{number}@example.com", $"a{number}");
            _tester.After(s_step).Tick().Ask(request, SipBuilder.Response(404, request));
        }

        Assert.False(_tester.Passes(Asking("INVITE", 500).From("sip:500@example.com")));
    }

    [Fact]
    public void A_pause_for_a_night_clears_nothing()
    {
        AskFor(s_options.SlowUnknownUsers / 2, "INVITE", 404);
        _tester.After(TimeSpan.FromHours(11));
        AskFor(s_options.SlowUnknownUsers / 2, "INVITE", 404, first: 100);
        Assert.False(_tester.Passes(Asking("INVITE", 500)));
    }

    [Fact]
    public void What_was_asked_for_more_than_a_day_ago_no_longer_counts()
    {
        AskFor(s_options.SlowUnknownUsers, "INVITE", 404);
        Assert.True(_tester.After(TimeSpan.FromHours(25)).Tick().Passes(Asking("INVITE", 500)));
    }

    [Fact]
    public void A_flood_of_other_sources_pushes_nobody_out()
    {
        var tester = Of(s_options with { SourcesTracked = 64 }, inline: true);
        AskFor(s_options.SlowUnknownUsers, "INVITE", 404, tester: tester);
        for (var number = 1; number <= 4000; number++)
        {
            var request = Asking("INVITE", 1000 + number);
            tester.Ask(request, SipBuilder.Response(404, request), $"10.{number / 500}.{number % 250}.9");
        }

        Assert.False(tester.Passes(Asking("INVITE", 500)));
    }

    [Fact]
    public void An_address_book_may_ask_for_eight_times_as_many()
    {
        AskFor(6 * s_options.SlowUnknownUsers, "SUBSCRIBE", 404, step: TimeSpan.FromMinutes(1));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_user_whose_password_was_accepted_has_a_success_and_so_have_all_there()
    {
        _tester.Prove("alice");
        AskFor(5 * s_options.SlowUnknownUsers, "INVITE", 404, step: TimeSpan.FromMinutes(1));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_trunk_with_wrong_numbers_among_its_calls_is_silent()
    {
        for (var number = 1; number <= 300; number++)
        {
            AskFor(1, "INVITE", number % 5 == 1 ? 200 : 404, first: number, step: TimeSpan.FromMinutes(2));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Others_are_not_cut_for_it()
    {
        AskFor(2 * s_options.SlowUnknownUsers, "INVITE", 404);
        Assert.True(_tester.Passes(Asking("INVITE", 500), "203.0.113.9"));
        Assert.True(_tester.Passes(Asking("INVITE", 501).From("sip:bob@example.com")));
        Assert.False(_tester.Passes(Asking("INVITE", 502)));
    }

    private static SipBuilder Asking(string method, int number) =>
        Request(method, number).For(method, $"sip:{number}@example.com").From("sip:mallory@example.com", $"a{number}");

    private void AskFor(int times, string method, int status, int first = 1, TimeSpan? step = null, PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions>? tester = null)
    {
        for (var number = first; number < first + times; number++)
        {
            var request = Asking(method, number);
            (tester ?? _tester).After(step ?? s_step).Tick().Ask(request, status is 401 ? Challenge(request) : SipBuilder.Response(status, request));
        }

        (tester ?? _tester).After(TimeSpan.FromSeconds(3)).Tick();
    }
}
