using SipIds.Host.Reading.Calls;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Host.Tests.Calls;

public sealed class CallListRoomTests
{
    private static readonly CallScript s_call = CallScript.Between("192.0.2.1", "192.0.2.2");

    private readonly CallList _list = new(new RaisedEvents(), capacity: 3);

    [Fact]
    public void Calls_that_ended_give_way_the_earliest_first()
    {
        See(
            s_call.Number(1).Lasting(TimeSpan.Zero, TimeSpan.FromHours(1)),
            s_call.Number(2).At(TimeSpan.FromSeconds(1)).Refused(),
            s_call.Number(3).At(TimeSpan.FromSeconds(5)).Refused(),
            s_call.Number(4).At(TimeSpan.FromSeconds(9)).Refused(),
            s_call.Number(5).At(TimeSpan.FromSeconds(13)).Refused());
        Assert.Equal(["call-1@192.0.2.1", "call-4@192.0.2.1", "call-5@192.0.2.1"], _list.Calls.Select(call => call.CallId), StringComparer.Ordinal);
        Assert.Equal(2, _list.LeftOut);
    }

    [Fact]
    public void Unanswered_calls_give_way_before_established_ones()
    {
        See([s_call, .. Enumerable.Range(2, 50).Select(number => s_call.Number(number).At(TimeSpan.FromSeconds(2 + (number * 0.3))))]);
        Assert.Equal(3, _list.Calls.Count());
        Assert.Equal(48, _list.LeftOut);
        Assert.Contains("call-1@192.0.2.1", _list.Calls.Select(call => call.CallId), StringComparer.Ordinal);
    }

    private void See(params IEnumerable<CallScript> calls)
    {
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()), Observers = [_list] });
        var number = 0;
        foreach (var packet in calls.SelectMany(call => call.ToPackets()).OrderBy(packet => packet.Time))
        {
            pipeline.Process((packet with { Number = ++number }).ToFrame().ToFrame());
        }
    }
}
