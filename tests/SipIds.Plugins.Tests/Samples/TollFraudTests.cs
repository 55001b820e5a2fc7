using SipIds.Testing;
using TollFraud;

namespace SipIds.Plugins.Tests.Samples;

public sealed class TollFraudTests
{
    // TestClock.Start is midnight of a Thursday, UTC.
    private static readonly TimeSpan s_noon = TimeSpan.FromHours(12);

    private readonly PreprocessorTester<TollFraudPreprocessor, TollFraudOptions> _tester = new(new()
    {
        Prices = new Dictionary<string, int>(StringComparer.Ordinal) { ["+88"] = 20, ["+881"] = 50 },
        Spend = 100,
    });

    [Fact]
    public void A_dear_call_in_business_hours_is_silent() => Assert.Empty(_tester.At(s_noon).See(Call("+8812")).Last);

    [Theory]
    [InlineData(0, 6)]
    [InlineData(0, 19)]
    [InlineData(2, 12)]
    [InlineData(3, 12)]
    public void A_dear_call_at_night_or_at_the_weekend_is_reported(int days, int hours)
    {
        var reported = Assert.Single(_tester.At(new(days, hours, 0, 0)).See(Call("+88234")).Last);
        Assert.Equal("toll-fraud-hours: +88234", $"{reported}");
    }

    [Fact]
    public void Hours_are_those_of_the_time_zone()
    {
        var tester = new PreprocessorTester<TollFraudPreprocessor, TollFraudOptions>(new() { TimeZone = "America/New_York" });
        Assert.Equal(["toll-fraud-hours"], tester.At(TimeSpan.FromHours(8)).See(Call("+88234")).At(TimeSpan.FromHours(20)).See(Call("+88234", 2)).Names);
    }

    [Fact]
    public void Other_calls_are_silent_at_any_time() => Assert.Empty(_tester.See(Call("+49301234")).See(Call("88234", 2)).Events);

    [Fact]
    public void A_caller_who_spends_too_much_is_reported()
    {
        var reported = Assert.Single(_tester.At(s_noon).See(n => Call("+8812", n), times: 3).Last);
        Assert.Equal(("toll-fraud-spend", 150, 100), (reported.Name, reported.Count, reported.Limit));
    }

    [Fact]
    public void Calls_that_are_sent_again_cost_nothing() => Assert.Empty(_tester.At(s_noon).See(Call("+8812"), times: 6, every: TimeSpan.FromSeconds(1)).Events);

    [Fact]
    public void Each_caller_has_a_purse_of_his_own() => Assert.Empty(_tester.At(s_noon).See(n => Call("+8812", n).From($"sip:user{n}@example.com"), times: 9).Events);

    [Fact]
    public void After_a_day_the_purse_is_full_again() =>
        Assert.Equal(0, _tester.At(s_noon).See(n => Call("+8812", n), times: 2).At(new(28, 12, 0, 0)).See(n => Call("+8812", n + 5), times: 2).Count("toll-fraud-spend"));

    [Fact]
    public void Settings_that_make_no_sense_are_said() =>
        Assert.Equal(["hours", "time_zone"], new TollFraudOptions { Hours = [19, 7], TimeZone = "Mars/Olympus" }.Validate().Select(fault => fault.Key), StringComparer.Ordinal);

    private static SipBuilder Call(string number, int call = 1) => SipBuilder.Request("INVITE", $"sip:{number}@example.com").Number(call);
}
