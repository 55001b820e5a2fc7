using SipIds.Host.Discovery;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class FrameQueueTests
{
    private readonly List<long> _taken = [];

    [Fact]
    public void Frames_of_two_interfaces_come_in_order_of_time()
    {
        var queue = new FrameQueue();
        foreach (var milliseconds in new[] { 0, 20, 300, 10, 30 })
        {
            queue.Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").At(TimeSpan.FromMilliseconds(milliseconds)).ToFrame());
        }

        queue.Release(Take, all: false);
        Assert.Equal([0, 10, 20, 30], _taken);
        queue.Release(Take, all: true);
        Assert.Equal([0, 10, 20, 30, 300], _taken);
    }

    private void Take(in CapturedFrame frame) => _taken.Add((long)(frame.Time - TestClock.Start).TotalMilliseconds);
}
