using SipIds.Configuration;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Embedding;

public sealed class AllocationTests
{
    private const int Rounds = 5;

    private readonly SipIdsPipeline _pipeline = SipIdsPipeline.FromDefaults()
        .With(BuiltIn.Register).Set($"plugins.paths={Repository.Built("TollFraud", "TollFraud.dll")}").Set("action_drop=true").Inline().Build();

    private readonly TestPacket[] _packets =
    [
        .. Enumerable.Range(0, 10).SelectMany(n => CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060").Number(n).Challenged().Reinvited().ToPackets()),
        .. Enumerable.Range(0, 40).Select(n => new TestPacket(SipBuilder.Request("INVITE", "sip:+88123@example.com").Number(100 + n))),
        .. Enumerable.Range(0, 40).Select(n => new TestPacket(SipBuilder.Request("REGISTER").Number(200 + n).Header("User-Agent", "friendly-scanner"))),
        new("\r\n\r\n"u8.ToArray()),
        new("junk"u8.ToArray()),
    ];

    private int _events;
    private int _dropped;

    [Fact]
    public void Judging_messages_and_reading_the_answers_takes_no_memory()
    {
        See();
        Assert.Equal(0, Enumerable.Range(0, Rounds).Min(_ => Allocated()));
        Assert.InRange(_events, 1, int.MaxValue);
        Assert.InRange(_dropped, 1, int.MaxValue);
        Assert.Empty(_pipeline.Faults);
    }

    private long Allocated()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        See();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void See()
    {
        foreach (var packet in _packets)
        {
            var judgement = _pipeline.Process(packet.Payload.Span, packet.Source, packet.Target, packet.Time);
            _dropped += judgement.Verdict is Verdict.Drop ? 1 : 0;
            foreach (var alert in judgement)
            {
                _events += alert.Event.Sid > 0 ? 1 : 0;
            }
        }
    }
}
