using SipIds.Options;
using SipIds.Preprocessors.Identity;
using SipIds.Preprocessors.Sessions;
using SipIds.Preprocessors.Thresholds;
using SipIds.Preprocessors.Tuning;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Tuning;

public class CountLearnerTests
{
    [Fact]
    public void A_window_is_recorded_by_its_largest_count() =>
        Assert.Equal([(1L, 1L), (3L, 1L)], new Counted().Calls("alice", 3).Calls("alice", 1).Of("calls", "From URI").Windows.Values);

    [Fact]
    public void What_the_detector_does_not_count_is_not_measured()
    {
        var counted = new Counted();
        counted.Tester.See(Request("INVITE", 1), times: 5, every: TimeSpan.FromMilliseconds(500));
        Assert.Equal([(1L, 1L)], counted.Of("calls", "From URI").Windows.Values);
    }

    [Fact]
    public void The_count_that_is_reported_is_the_count_that_is_measured()
    {
        var counted = new Counted(new() { Calls = 5 }).Calls("alice", 20);
        Assert.Equal(counted.Tester.Events.Max(e => e.Count), counted.Of("calls", "From URI").Windows.Max);
        Assert.Equal(5, counted.Of("calls", "From URI").Limit);
    }

    [Fact]
    public void The_loudest_are_named()
    {
        var loudest = new Counted().Calls("alice", 3).Calls("bob", 7).Of("calls", "From URI").Loudest;
        Assert.Equal([("sip:bob@example.com", 7), ("sip:alice@example.com", 3)], loudest.Select(s => (s.Name, s.Max)));
    }

    [Fact]
    public void A_flood_of_subjects_loses_no_window()
    {
        var counted = new Counted();
        for (var number = 1; number <= 10_000; number++)
        {
            counted.Tester.See(Request("INVITE", number));
        }

        Assert.Equal(10_000, counted.Of("calls", "From URI").Windows.Total);
    }

    [Fact]
    public void Every_limit_of_thresholds_is_measured()
    {
        var counted = new Counted();
        counted.Calls("alice", 1).Tester.See(Request("OPTIONS", 1)).See(Request("REGISTER", 1)).See(Request("CANCEL", 1).CSeq(1)).See(Request("BYE", 1).To("sip:bob@example.com", "t"))
            .See(Request("INVITE", 900).To("sip:bob@example.com", "t"));
        var guess = Request("REGISTER", 2).WithCredentials();
        counted.Tester.Ask(guess, Challenge(guess, 403));
        var unknown = Request("INVITE", 3);
        counted.Tester.Ask(unknown, SipBuilder.Response(404, unknown));
        counted.Tester.See(CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060").At(TimeSpan.FromMinutes(9)).Reinvited());
        counted.Tester.See(Request("MESSAGE", 4)).See(Request("SUBSCRIBE", 5));
        var barred = Request("INVITE", 6);
        counted.Tester.Ask(barred, SipBuilder.Response(403, barred)).From(Client).To(Server).See(Request("INVITE", 7));
        var rung = Request("INVITE", 8);
        counted.Tester.Ask(rung, SipBuilder.Response(180, rung)).From(Client).To(Server).See(SipBuilder.CancelOf(rung));
        Assert.Equal(
            [
                "auth_failures", "byes", "calls", "cancels", "contacts", "destinations", "hangups", "m_options", "messages", "register_from", "register_to", "reinvites",
                "slow_auth_failures", "slow_unknown_users", "source", "sources", "subscribes", "transactions", "unknown_users",
            ],
            counted.Learner.Quantities.Select(q => q.Quantity.Setting).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Live_calls_are_measured()
    {
        var learner = new CountLearner(TimeSpan.FromMinutes(1));
        new PreprocessorTester<SessionsPreprocessor, SessionsOptions>(services: new(new PipelineOptions(), KeyHasher.CreateFixed())).Measure(learner)
            .See(number => Request("INVITE", number), times: 7);
        learner.CloseWindows();
        Assert.Equal(("limit", 7L), (learner.Quantities[0].Quantity.Setting, learner.Quantities[0].Windows.Max));
    }

    [Fact]
    public void Certificate_URLs_are_measured()
    {
        var learner = new CountLearner(TimeSpan.FromMinutes(1));
        new PreprocessorTester<IdentityPreprocessor, IdentityOptions>().Measure(learner)
            .See(number => Request("INVITE", number).Header("Identity-Info", $"<https://example.com/{number}.cer>;alg=rsa-sha1").Header("Identity", "\"x\""), times: 4);
        learner.CloseWindows();
        Assert.Equal(("identity_urls", 4L), (learner.Quantities[0].Quantity.Setting, learner.Quantities[0].Windows.Max));
    }

    // What is measured is the smallest limit that is not passed: with it nothing fires, with one less something does.
    [Theory]
    [InlineData(12)]
    [InlineData(41)]
    public void Of_a_scan_the_limit_is_measured_that_would_not_have_been_passed(int users)
    {
        var measured = (int)Scanned(users, new() { UnknownUsers = 500 }).Of("unknown_users", "source").Windows.Max;
        Assert.DoesNotContain("extension-scan", Scanned(users, new() { UnknownUsers = measured }).Tester.Names, StringComparer.Ordinal);
        Assert.Contains("extension-scan", Scanned(users, new() { UnknownUsers = measured - 1 }).Tester.Names, StringComparer.Ordinal);
    }

    private static Counted Scanned(int users, ThresholdsOptions options)
    {
        var counted = new Counted(options);
        for (var user = 1; user <= users; user++)
        {
            var request = Request("REGISTER", user);
            counted.Tester.Ask(request, Challenge(request));
        }

        counted.Tester.After(TimeSpan.FromSeconds(1)).From(Client).To(Server).See(Request("REGISTER", 1000));
        return counted;
    }
}
