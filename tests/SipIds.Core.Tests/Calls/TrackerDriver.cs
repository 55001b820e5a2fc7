using SipIds.Calls;
using SipIds.Packets;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

/// <summary>Shows packets to a call table, as they pass or as they are dropped.</summary>
internal sealed class TrackerDriver(CallTableOptions? options = null)
{
    public const string Client = "192.0.2.1:5060";
    public const string Proxy = "192.0.2.2:5060";
    public const string Device = "192.0.2.3:5060";

    public CallTracker Tracker { get; } = new(options ?? new(), TimeSpan.Zero, NetPrefixSet.Empty, KeyHasher.CreateFixed());

    public TimeSpan Now { get; private set; }

    /// <summary>The message was judged and passes.</summary>
    public CallContext Pass(SipBuilder message, string source = Client, string target = Proxy)
    {
        var packet = Packet(message, source, target).Open();
        Tracker.Begin(packet.Time);
        Tracker.LookUp(packet);
        Tracker.Observe(packet);
        return Tracker.Context;
    }

    /// <summary>The message was judged and is dropped.</summary>
    public CallContext Drop(SipBuilder message, string source = Client, string target = Proxy)
    {
        var packet = Packet(message, source, target).Open();
        Tracker.Begin(packet.Time);
        Tracker.LookUp(packet);
        Tracker.ObserveDropped(packet);
        return Tracker.Context;
    }

    public CallContext Back(int status, SipBuilder request) => Pass(SipBuilder.Response(status, request), Proxy, Client);

    public TrackerDriver Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Sweeps the whole table.</summary>
    public TrackerDriver Sweep()
    {
        for (var tick = 0; tick < 40; tick++)
        {
            Tracker.OnTick(TestClock.Start + Now);
        }

        return this;
    }

    private TestPacket Packet(SipBuilder message, string source, string target) => new(message)
    {
        Source = TestEndpoint.Parse(source),
        Target = TestEndpoint.Parse(target),
        Time = TestClock.Start + Now,
    };
}
