using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

public sealed class AllocationTests
{
    private const int Rounds = 5;

    [Fact]
    public void Calls_registrations_keep_alives_and_junk_take_no_memory()
    {
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()) });
        var frames = Frames().Select(frame => (frame.Time, Bytes: frame.Build())).ToArray();
        Assert.InRange(frames.Length, 200, 1000);
        Replay(pipeline, frames);
        Assert.Equal(0, Enumerable.Range(0, Rounds).Min(_ => Allocated(pipeline, frames)));
    }

    private static List<FrameBuilder> Frames() =>
    [
        .. Enumerable.Range(0, 10).SelectMany(Call).Select(packet => packet.ToFrame()),
        .. Enumerable.Range(0, 40).Select(n => Datagram(SipBuilder.Request("REGISTER").Number(n).Header("User-Agent", "friendly-scanner"))),
        .. Enumerable.Range(0, 40).Select(n => Datagram(SipBuilder.Request("INVITE").Number(n).Sdp("192.0.2.1", 8000).ContentLength("wrong"))),
        FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("\r\n\r\n"),
        FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("junk"),
    ];

    private static IReadOnlyList<TestPacket> Call(int number)
    {
        var call = CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060").Number(number).Challenged().Reinvited();
        return number % 2 == 0 ? call.ToPackets() : call.OverTcp().ToPackets();
    }

    private static FrameBuilder Datagram(SipBuilder message) => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(message);

    private static long Allocated(SipIdsPipeline pipeline, (Timestamp Time, byte[] Bytes)[] frames)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Replay(pipeline, frames);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Replay(SipIdsPipeline pipeline, (Timestamp Time, byte[] Bytes)[] frames)
    {
        var number = 0L;
        foreach (var (time, bytes) in frames)
        {
            pipeline.Process(new() { Time = time, Number = ++number, Link = LinkType.Ethernet, OriginalLength = bytes.Length, Bytes = bytes });
        }
    }
}
