using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Who changes the name with each call hides nothing.</summary>
public sealed class NameRotationTests
{
    private const string Callee = "invite-flood-callee";
    private const string Caller = "spit-caller";

    // What a stranger may begin in whatever names.
    private const int OfStranger = 4 * Limit;

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(AttemptTests.Only(Caller)).From(Client).To(Server);

    [Fact]
    public void Four_times_the_limit_in_ever_new_names_is_silent() => Assert.Empty(_tester.See(number => Request("INVITE", number), times: OfStranger).Names);

    [Fact]
    public void More_from_one_address_is_reported_by_its_address()
    {
        _tester.See(number => Request("INVITE", number), times: OfStranger + 1);
        Assert.Equal($"{Caller}: {Client}", Assert.Single(_tester.Events).ToString());
        Assert.Equal((OfStranger + 1, OfStranger), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Fact]
    public void Inline_no_more_than_that_pass()
    {
        var tester = Of(AttemptTests.Only(Caller), inline: true).From(Client).To(Server).See(number => Request("INVITE", number), times: 100);
        Assert.Equal(100 - OfStranger, tester.Dropped);
    }

    [Fact]
    public void From_different_addresses_is_silent()
    {
        for (var number = 1; number <= 3 * OfStranger; number++)
        {
            _tester.From($"198.51.100.{number}").See(Request("INVITE", number));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Over_more_than_a_period_is_silent() =>
        Assert.Empty(_tester.See(number => Request("INVITE", number), times: 10 * OfStranger, every: TimeSpan.FromSeconds(3.1)).Names);

    [Fact]
    public void A_trunk_whose_call_was_answered_may_have_as_many_callers_as_it_likes()
    {
        var call = Request("INVITE", 1);
        _tester.Ask(call, SipBuilder.Response(200, call)).From(Client).To(Server).See(number => Request("INVITE", 1 + number), times: 10 * OfStranger);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Only_new_calls_count() => Assert.Empty(_tester.See(number => Request("OPTIONS", number), times: 3 * OfStranger).Names);

    [Fact]
    public void To_is_a_label_and_the_Request_URI_counts_where_it_is_more()
    {
        _tester.See(number => Request("INVITE", number, "sip:bob@example.com"), times: Limit);
        Assert.Empty(_tester.Names);
        _tester.See(Request("INVITE", 100, "sip:bob@example.com"));
        Assert.Equal($"{Callee}: sip:bob@example.com", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void The_Request_URI_is_a_label_behind_a_proxy_and_To_counts()
    {
        _tester.See(number => Request("INVITE", number).To("sip:bob@example.com"), times: Limit + 1);
        Assert.Equal($"{Callee}: sip:bob@example.com", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void A_call_whose_two_names_are_one_counts_once() =>
        Assert.Empty(_tester.See(number => Request("INVITE", number).For("INVITE", "sip:bob@example.com"), times: Limit).Names);

    // Callers and callees in To that are all different.
    private static SipBuilder Request(string method, int number, string uri) => ThresholdsTester.Request(method, number).StartLine($"{method} {uri} SIP/2.0");

    private static SipBuilder Request(string method, int number) => ThresholdsTester.Request(method, number);
}
