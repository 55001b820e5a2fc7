using SipIds.Preprocessors.Origin;
using SipIds.Preprocessors.Tests.Thresholds;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests;

/// <summary>What the built-in preprocessors say of their work.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void Thresholds_say_which_counts_they_had_to_give_up()
    {
        var tester = ThresholdsTester.Of(ThresholdsTester.Small with { Users = 64, Calls = 10_000, Source = 100_000, Transactions = 100_000 });
        tester.See(number => ThresholdsTester.Request("INVITE", number / 2).Number(number), times: 4000);
        Assert.InRange(tester.Summarize().Counts.Single(count => count.Key == "users_given_up").Value, 1, 3 * 4000);
    }

    [Fact]
    public void Nothing_is_given_up_while_there_is_room()
    {
        var summary = ThresholdsTester.Of().See(SipBuilder.Request("INVITE")).Summarize();
        Assert.Equal(["users_given_up", "sources_given_up"], summary.Counts.Select(count => count.Key), StringComparer.Ordinal);
        Assert.All(summary.Counts, count => Assert.Equal(0, count.Value));
    }

    [Fact]
    public void Origin_says_which_registrations_it_had_to_give_up() =>
        Assert.Equal("registered_users_given_up", Assert.Single(new PreprocessorTester<OriginPreprocessor, OriginOptions>().Summarize().Counts).Key);
}
