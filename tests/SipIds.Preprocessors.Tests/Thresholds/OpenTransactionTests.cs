using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class OpenTransactionTests
{
    private const string Name = "transaction-limit";

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(AttemptTests.Only("") with { Transactions = Limit });

    [Theory]
    [InlineData("INVITE")]
    [InlineData("SUBSCRIBE")]
    public void The_request_too_many_that_waits_is_reported(string method)
    {
        _tester.See(number => Ask(method, number), times: Limit);
        Assert.Empty(_tester.Names);
        _tester.See(Ask(method, 100));
        Assert.Equal($"{Name}: sip:alice@example.com", Assert.Single(_tester.Events).ToString());
        Assert.Equal((Limit + 1, Limit), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Fact]
    public void A_call_that_rings_is_still_open()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            _tester.Ask(Ask("INVITE", number), SipBuilder.Response(180, Ask("INVITE", number)), "192.0.2.1");
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    [InlineData(503)]
    [InlineData(603)]
    public void A_final_answer_closes_one(int status)
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var request = Ask("INVITE", number).For("INVITE", "sip:bob@example.com");
            _tester.From("192.0.2.1").To(Server).See(request).From(Server).To("192.0.2.1").See(SipBuilder.Response(status, request), times: 3);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_final_answer_that_is_sent_again_closes_only_one()
    {
        _tester.From("192.0.2.1").To(Server).See(number => Ask("INVITE", number), times: Limit);
        _tester.From(Server).See(SipBuilder.Response(486, Ask("INVITE", 1)), times: 5);
        _tester.From("192.0.2.1").See(Ask("INVITE", 100));
        Assert.Empty(_tester.Names);
        _tester.See(Ask("INVITE", 101));
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void What_is_never_answered_is_given_up_after_three_minutes()
    {
        _tester.See(number => Ask("INVITE", number), times: Limit).After(TimeSpan.FromMinutes(3)).See(number => Ask("INVITE", 100 + number), times: Limit);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_request_that_is_sent_again_opens_nothing() =>
        Assert.Empty(_tester.See(Ask("INVITE", 1), times: 7, every: TimeSpan.FromSeconds(1)).Names);

    [Fact]
    public void A_request_that_is_dropped_opens_nothing()
    {
        var tester = Of(AttemptTests.Only("") with { Transactions = Limit }, inline: true).See(number => Ask("INVITE", number), times: 3 * Limit);
        Assert.Equal(2 * Limit, tester.Dropped);
        Assert.Equal(Limit + 1, tester.Last[0].Count);
    }

    [Fact]
    public void A_PBX_whose_phones_are_all_away_may_ask_after_them() =>
        Assert.Empty(_tester.See(number => Ask("OPTIONS", number), times: 100).Names);

    private static SipBuilder Ask(string method, int number) => Request(method, number).From("sip:alice@example.com", $"a{number}");
}
