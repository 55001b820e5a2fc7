using SipIds.Events;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline.Streams;

public sealed class BlockedClientTests
{
    private readonly TcpLab _lab = new(new() { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["bad-subject"] = EventAction.Block } });

    [Fact]
    public void A_connection_proves_its_client_which_is_blocked_on_every_way()
    {
        _lab.Connect().Send(TcpLab.Message("bob", isBad: true));
        Assert.Equal(Verdict.Drop, Datagram(TcpLab.ClientAddress));
        Assert.Equal(Verdict.Pass, Datagram("192.0.2.3"));
    }

    [Fact]
    public void A_blocked_client_can_connect_and_say_nothing_but_that_it_has_an_emergency()
    {
        _lab.Connect().Send(TcpLab.Message("bob", isBad: true));
        Assert.Equal(Verdict.Pass, Segment(TcpFlags.Syn, ""));
        Assert.Equal(Verdict.Drop, Segment(TcpFlags.Psh | TcpFlags.Ack, TcpLab.Message("bob")));
        Assert.NotEqual(Verdict.Drop, Segment(TcpFlags.Psh | TcpFlags.Ack, System.Text.Encoding.ASCII.GetString(SipBuilder.Request("INVITE", "sip:112@example.com").Build())));
    }

    private Verdict Datagram(string source) =>
        _lab.Pipeline.Process(new TestPacket(SipBuilder.Request("OPTIONS")) { Source = TestEndpoint.Parse(source), Time = TestClock.Start + TimeSpan.FromMinutes(1) }.ToFrame().ToFrame());

    private Verdict Segment(TcpFlags flags, string payload) => _lab.Pipeline.Process(
        FrameBuilder.Tcp($"{TcpLab.ClientAddress}:40001", $"{TcpLab.ServerAddress}:5060").WithFlags(flags).Sequence(flags is TcpFlags.Syn ? 99u : 100u).Payload(System.Text.Encoding.ASCII.GetBytes(payload)).ToFrame());
}
