using SipIds.Host.Live;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Host.Tests.Live;

public sealed class WarmUpTests
{
    [Fact]
    public void Its_calls_are_whole_and_nothing_is_wrong_with_them()
    {
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()) });
        var calls = new WarmUpCalls(TestClock.Start);

        for (var i = 0; i < 100; i++)
        {
            calls.Next();
            while (calls.TryRead(out var frame))
            {
                pipeline.Process(frame);
            }
        }

        Assert.Empty(pipeline.Statistics.Alerts.Select(alert => alert.Key.Event.Name));
        Assert.Equal(1100, pipeline.Statistics.Messages);
        Assert.Equal(100, pipeline.Calls!.Statistics.Established);
    }

    [Fact]
    public void Every_hot_method_is_called_often_enough_to_be_compiled()
    {
        var messages = WarmUp.Run(new() { Registry = BuiltIn.Register(new()) }, TimeProvider.System, TimeSpan.FromSeconds(20));

        Assert.InRange(messages, 6000, 10_000_000);
    }

    [Fact]
    public void A_preprocessor_of_somebody_else_takes_no_part()
    {
        using var stuck = Stuck.Arm();
        var registry = BuiltIn.Register(new()).Add<Stuck, StuckOptions>();

        var messages = WarmUp.Run(new() { Registry = registry }, TimeProvider.System, TimeSpan.FromSeconds(5));

        Assert.True(messages > 0, "It took no message.");
    }
}
