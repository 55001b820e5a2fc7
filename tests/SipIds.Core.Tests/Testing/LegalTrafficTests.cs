using System.Text;
using SipIds.Packets;
using SipIds.Testing;
using SipIds.Testing.Traffic;

namespace SipIds.Core.Tests.Testing;

public sealed class LegalTrafficTests
{
    private static readonly IReadOnlyList<TestPacket> s_packets = new LegalTraffic(1) { Calls = 150, Others = 40 }.ToPackets();

    private static readonly HashSet<string> s_starts = [.. s_packets.Select(Start)];

    [Fact]
    public void One_seed_makes_one_traffic()
    {
        var (first, second) = (new LegalTraffic(5).ToPackets(), new LegalTraffic(5).ToPackets());
        Assert.Equal(first.Select(Text), second.Select(Text), StringComparer.Ordinal);
        Assert.NotEqual(first.Select(Text), new LegalTraffic(6).ToPackets().Select(Text), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("ACK")]
    [InlineData("BYE")]
    [InlineData("CANCEL")]
    [InlineData("UPDATE")]
    [InlineData("PRACK")]
    [InlineData("REFER")]
    [InlineData("NOTIFY")]
    [InlineData("INFO")]
    [InlineData("REGISTER")]
    [InlineData("SUBSCRIBE")]
    [InlineData("OPTIONS")]
    [InlineData("MESSAGE")]
    [InlineData("SIP/2.0 183")]
    [InlineData("SIP/2.0 401")]
    [InlineData("SIP/2.0 407")]
    [InlineData("SIP/2.0 486")]
    [InlineData("SIP/2.0 487")]
    [InlineData("SIP/2.0 488")]
    public void Every_kind_of_message_comes_up(string start) => Assert.Contains(s_starts, line => line.StartsWith(start, StringComparison.Ordinal));

    [Fact]
    public void Packets_come_in_order_of_time_and_are_numbered()
    {
        Assert.Equal(s_packets.OrderBy(packet => packet.Time), s_packets);
        Assert.Equal(Enumerable.Range(1, s_packets.Count).Select(number => (long)number), s_packets.Select(packet => packet.Number));
    }

    [Fact]
    public void Datagrams_come_again_and_segments_do_not()
    {
        Assert.NotEqual(0, Repeated(Transport.Udp));
        Assert.Equal(0, Repeated(Transport.Tcp));
    }

    [Fact]
    public void One_call_can_be_looked_at_by_itself()
    {
        var call = new LegalTraffic(1).ToPackets(3);
        Assert.NotEmpty(call);
        Assert.All(call, packet => Assert.Contains("Call-ID: call3@", Text(packet), StringComparison.Ordinal));
    }

    private static int Repeated(Transport transport) => s_packets.Where(packet => packet.Transport == transport)
        .GroupBy(packet => (packet.Source, packet.Target, Text(packet))).Count(group => group.Count() > 1);

    private static string Text(TestPacket packet) => Encoding.UTF8.GetString(packet.Payload.Span);

    private static string Start(TestPacket packet) => Text(packet).Split("\r\n")[0];
}
