using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.LiveTests;

public sealed class MemoryTests
{
    private const int Hours = 8;
    private const int Users = 5000;
    private const int Forgeries = 50;
    private const long Tolerance = 1 << 20;

    private static readonly TimeSpan s_betweenCalls = TimeSpan.FromMilliseconds(500);

    private readonly SipIdsPipeline _pipeline = new(new() { Registry = BuiltIn.Register(new()), AlertLimits = new() { PerSender = 10, PerSecond = 200 } });

    private readonly PriorityQueue<byte[], (TimeSpan Time, long Number)> _waiting = new();

    private long _frames;

    /// <summary>Two calls a second, each of three minutes, and now and then a BYE for a call that there is not.</summary>
    [Fact]
    public void Eight_hours_of_calls_leave_memory_as_the_first_tenth_did()
    {
        var calls = (int)(TimeSpan.FromHours(Hours) / s_betweenCalls);
        var early = 0L;

        for (var call = 0; call < calls; call++)
        {
            var start = s_betweenCalls * call;
            Add(call, start);
            Replay(start);
            if (call == calls / 10)
            {
                early = Held();
            }
        }

        var late = Held();
        Replay(TimeSpan.MaxValue);
        Assert.InRange(late, 0, early + Tolerance);
        Assert.Equal(calls, _pipeline.Calls!.Statistics.Established);
        Assert.Equal(0, _pipeline.Calls.LiveCalls);
        Assert.Equal(0, _pipeline.Calls.CallEvictions);
        Assert.True(_pipeline.Statistics.AlertCount > 0);
        Assert.Equal(["session-bye-unexpected"], _pipeline.Statistics.Alerts.Select(alert => alert.Key.Event.Name).Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private void Add(int call, TimeSpan start)
    {
        var script = CallScript.Between($"198.51.100.{1 + (call % 250)}:5060", "192.0.2.2:5060").Number(call + 1)
            .From($"sip:a{call % Users}@example.com").To($"sip:b{call % Users}@example.com")
            .At(start).Lasting(TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(3));
        foreach (var packet in script.ToPackets())
        {
            Add(FrameBuilder.Of(packet).Build(), packet.Time - TestClock.Start);
        }

        if (call % Forgeries == 0)
        {
            var bye = SipBuilder.Request("BYE", "sip:b1@example.com").Number(call + 1_000_000).From($"sip:c{call}@example.com").To("sip:b1@example.com", "y");
            Add(FrameBuilder.Udp("203.0.113.66:5060", "192.0.2.2:5060").Payload(bye).Build(), start);
        }
    }

    private void Add(byte[] frame, TimeSpan time) => _waiting.Enqueue(frame, (time, _frames++));

    private void Replay(TimeSpan until)
    {
        while (_waiting.TryPeek(out var bytes, out var due) && due.Time <= until)
        {
            _pipeline.Process(new() { Bytes = bytes, OriginalLength = bytes.Length, Link = LinkType.Ethernet, Time = TestClock.Start + due.Time, Number = due.Number });
            _waiting.Dequeue();
        }
    }

    // What the test itself still has to send is not the pipeline's.
    private long Held() => GC.GetTotalMemory(forceFullCollection: true) - _waiting.UnorderedItems.Sum(item => item.Element.LongLength);
}
