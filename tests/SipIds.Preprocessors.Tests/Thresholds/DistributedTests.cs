using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class DistributedTests
{
    private const string Name = "distributed-flood";

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(AttemptTests.Only("") with { Sources = Limit }, inline: true);

    [Theory]
    [InlineData("INVITE")]
    [InlineData("REGISTER")]
    public void The_source_too_many_that_asks_for_one_user_is_reported_and_passes(string method)
    {
        See(method, Limit, sameUser: true);
        Assert.Empty(_tester.Names);
        See(method, 1, first: 100, sameUser: true);
        Assert.Equal($"{Name}: sip:bob@example.com", Assert.Single(_tester.Events).ToString());
        Assert.Equal(0, _tester.Dropped);
    }

    [Fact]
    public void One_source_that_asks_often_is_one()
    {
        _tester.See(number => Request("INVITE", number).To("sip:bob@example.com"), times: 100);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Forged_sources_that_hear_no_answer_are_reported_whomever_they_ask_for()
    {
        See("INVITE", 4 * Limit);
        Assert.Empty(_tester.Names);
        See("INVITE", 1, first: 100);
        Assert.Equal($"{Name}: {Server}", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void The_customers_of_a_provider_are_no_flood()
    {
        for (var number = 1; number <= 200; number++)
        {
            var request = Request("REGISTER", number);
            var again = request.CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-again-{number}").WithCredentials();
            _tester.Ask(request, Challenge(request), $"198.51.100.{number}").Ask(again, SipBuilder.Response(200, again), $"198.51.100.{number}");
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Calls_that_ring_are_no_flood()
    {
        for (var number = 1; number <= 200; number++)
        {
            var request = Request("INVITE", number);
            _tester.Ask(request, SipBuilder.Response(180, request), $"198.51.100.{number}");
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void The_window_slides()
    {
        for (var number = 1; number <= 100; number++)
        {
            _tester.After(TimeSpan.FromSeconds(13));
            See("INVITE", 1, first: number, sameUser: true);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_are_one_source()
    {
        for (var number = 1; number <= 100; number++)
        {
            _tester.From($"[2001:db8::{number}]:5060").To(ServerV6).See(Request("INVITE", number).To("sip:bob@example.com"));
        }

        Assert.Empty(_tester.Names);
    }

    private void See(string method, int times, int first = 1, bool sameUser = false)
    {
        for (var number = first; number < first + times; number++)
        {
            var request = Request(method, number);
            _tester.From($"198.51.100.{number}").To(Server).See(sameUser ? request.For(method, "sip:bob@example.com") : request);
        }
    }
}
