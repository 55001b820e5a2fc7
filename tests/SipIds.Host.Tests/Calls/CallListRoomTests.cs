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

    [Fact]
    public void A_call_that_gave_way_takes_no_later_one_of_its_Call_ID_with_it()
    {
        See([
            .. s_call.Number(1).Refused().ToPackets(),
            .. s_call.Number(2).Refused().At(TimeSpan.FromSeconds(10)).ToPackets(),
            .. Ringing(3, "call-3", 20),
            .. Ringing(4, "call-4", 30),
            .. Ringing(5, "call-1@192.0.2.1", 40),
            .. Ringing(6, "call-6", 50),
        ]);
        Assert.Equal(["call-4", "call-1@192.0.2.1", "call-6"], _list.Calls.Select(call => call.CallId), StringComparer.Ordinal);
    }

    private static IEnumerable<TestPacket> Ringing(int number, string callId, int second) =>
        s_call.Number(number).CallId(callId).At(TimeSpan.FromSeconds(second)).ToPackets().Take(3);

    private void See(params IEnumerable<CallScript> calls) => See(calls.SelectMany(call => call.ToPackets()).OrderBy(packet => packet.Time));

    private void See(IEnumerable<TestPacket> packets)
    {
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()), Observers = [_list] });
        var number = 0;
        foreach (var packet in packets)
        {
            pipeline.Process((packet with { Number = ++number }).ToFrame().ToFrame());
        }
    }
}
