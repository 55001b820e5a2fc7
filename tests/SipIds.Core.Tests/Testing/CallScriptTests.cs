using SipIds.Core.Tests.Sip;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Testing;

namespace SipIds.Core.Tests.Testing;

public class CallScriptTests
{
    private static readonly CallScript s_call = CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060");

    [Fact]
    public void A_call_is_invited_accepted_and_ended() =>
        Assert.Equal("> INVITE 1, < 100 1, < 180 1, < 200 1, > ACK 1, > BYE 2, < 200 2", Describe(s_call));

    [Fact]
    public void A_challenged_invite_is_repeated_with_credentials()
    {
        var call = s_call.Challenged();
        Assert.Equal("> INVITE 1, < 407 1, > ACK 1, > INVITE 2, < 100 2, < 180 2, < 200 2, > ACK 2, > BYE 3, < 200 3", Describe(call));
        Assert.True(Parse(call.ToPackets()[1]).Has(SipHeaderId.ProxyAuthenticate));
        Assert.True(Parse(call.ToPackets()[3]).Has(SipHeaderId.ProxyAuthorization));
        Assert.True(Parse(s_call.Challenged(401).ToPackets()[3]).Has(SipHeaderId.Authorization));
    }

    [Fact]
    public void A_cancelled_call_ends_with_487() =>
        Assert.Equal("> INVITE 1, < 100 1, < 180 1, > CANCEL 1, < 200 1, < 487 1, > ACK 1", Describe(s_call.Cancelled()));

    [Fact]
    public void A_refused_call_is_acknowledged() => Assert.Equal("> INVITE 1, < 100 1, < 180 1, < 486 1, > ACK 1", Describe(s_call.Refused()));

    [Fact]
    public void A_call_may_be_reinvited_and_ended_by_the_callee() => Assert.Equal(
        "> INVITE 1, < 100 1, < 180 1, < 200 1, > ACK 1, > INVITE 2, < 200 2, > ACK 2, < BYE 1, > 200 1",
        Describe(s_call.Reinvited().EndedByCallee()));

    [Fact]
    public void Every_message_is_legal_and_of_the_one_call()
    {
        foreach (var call in new[] { s_call, s_call.Challenged(), s_call.Cancelled(), s_call.Refused(), s_call.Reinvited().EndedByCallee(), s_call.OverTcp() })
        {
            foreach (var packet in call.ToPackets())
            {
                var message = Parse(packet);
                Assert.Equal(SipAnomalies.None, message.Anomalies);
                Assert.Equal(SipFieldFaults.None, message.From.Faults | message.To.Faults | message.Via.Faults | message.CSeq.Faults);
                Assert.Equal("call-1@192.0.2.1", message.CallId.Text());
                Assert.True(message.From.HasTag);
            }
        }
    }

    [Fact]
    public void Tags_and_branches_follow_the_standard()
    {
        var packets = s_call.Reinvited().EndedByCallee().ToPackets();
        Assert.False(Parse(packets[0]).To.HasTag);
        Assert.Equal("b1", Parse(packets[3]).To.Tag.Text());
        Assert.Equal("b1", Parse(packets[4]).To.Tag.Text());
        Assert.NotEqual(Branch(packets[0]), Branch(packets[4]), StringComparer.Ordinal);
        Assert.Equal(("b1", "a1"), (Parse(packets[8]).From.Tag.Text(), Parse(packets[8]).To.Tag.Text()));

        var cancelled = s_call.Cancelled().ToPackets();
        Assert.Equal(Branch(cancelled[0]), Branch(cancelled[3]));
        Assert.Equal(Branch(cancelled[0]), Branch(cancelled[6]));
        Assert.Equal(Parse(cancelled[0]).RequestUri.Text.Text(), Parse(cancelled[3]).RequestUri.Text.Text());
    }

    [Fact]
    public void Packets_follow_each_other_in_time()
    {
        var packets = s_call.At(TimeSpan.FromSeconds(5)).Lasting(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)).ToPackets();
        Assert.Equal(TestClock.Start + TimeSpan.FromSeconds(5), packets[0].Time);
        Assert.Equal(packets.OrderBy(packet => packet.Time), packets);
        Assert.InRange(packets[^1].Time - packets[0].Time, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void Calls_of_other_numbers_share_nothing()
    {
        var (first, second) = (s_call.Number(1).ToPackets()[0], s_call.Number(2).ToPackets()[0]);
        Assert.NotEqual(Parse(first).CallId.Text(), Parse(second).CallId.Text(), StringComparer.Ordinal);
        Assert.NotEqual(Parse(first).From.Tag.Text(), Parse(second).From.Tag.Text(), StringComparer.Ordinal);
        Assert.NotEqual(Branch(first), Branch(second), StringComparer.Ordinal);
    }

    private static SipMessage Parse(TestPacket packet) => Messages.Parse(packet.Payload.ToArray());

    private static string Branch(TestPacket packet) => Parse(packet).Via.Branch.Text();

    private static string Describe(CallScript call) => string.Join(", ", call.ToPackets().Select(Describe));

    private static string Describe(TestPacket packet)
    {
        var message = Parse(packet);
        var what = message.IsRequest ? message.MethodName.Text() : $"{message.StatusCode}";
        return $"{(packet.Source.Address == NetAddress.Parse("192.0.2.1") ? '>' : '<')} {what} {message.CSeq.Number}";
    }
}
