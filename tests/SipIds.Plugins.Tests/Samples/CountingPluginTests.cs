using SipIds.Events;
using SipIds.Options;
using SipIds.Testing;
using TollFraud;

namespace SipIds.Plugins.Tests.Samples;

/// <summary>What a plugin drops, here by <c>events:</c>, because it counted too many stays dropped, however often it is sent again, though the plugin knows nothing of that.</summary>
public sealed class CountingPluginTests
{
    private const int Copies = 3;

    // At noon of a Thursday; two calls at 50 are allowed.
    private static readonly TimeSpan s_noon = TimeSpan.FromHours(12);

    private readonly PipelineTester _tester = PipelineTester.Of<TollFraudPreprocessor, TollFraudOptions>(
        new() { Prices = new Dictionary<string, int>(StringComparer.Ordinal) { ["+881"] = 50 }, Spend = 100 },
        new PipelineOptions
        {
            ActionDrop = DropMode.True,
            Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["toll-fraud-spend"] = EventAction.Drop },
        },
        inline: true);

    [Fact]
    public void Of_six_premium_calls_that_are_each_sent_three_times_four_never_arrive()
    {
        var passed = Enumerable.Range(1, 6).Select(call => Enumerable.Range(0, Copies).Count(copy => Passes(call, copy)));
        Assert.Equal([Copies, Copies, 0, 0, 0, 0], passed);
    }

    [Fact]
    public void A_copy_costs_nothing_and_takes_no_other_calls_place()
    {
        Assert.Equal(Copies, Enumerable.Range(0, Copies).Count(copy => Passes(1, copy)));
        Assert.True(Passes(2, 0));
        Assert.False(Passes(3, 0));
    }

    [Fact]
    public void Copies_that_come_between_others_fare_as_their_first()
    {
        var first = Enumerable.Range(1, 6).Select(call => Passes(call, 0)).ToArray();
        var second = Enumerable.Range(1, 6).Select(call => Passes(call, 1)).ToArray();
        Assert.Equal([true, true, false, false, false, false], first);
        Assert.Equal(first, second);
    }

    private bool Passes(int call, int copy)
    {
        var before = _tester.Passed;
        var invite = SipBuilder.Request("INVITE", "sip:+8811234@example.com").Number(call);
        _tester.See(new TestPacket(invite) { Time = TestClock.Start + s_noon + TimeSpan.FromSeconds(call + (0.5 * copy)) });
        return _tester.Passed > before;
    }
}
