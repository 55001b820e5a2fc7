using SipIds.Host.Discovery;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class SideTests
{
    private static readonly NetAddress s_inside = NetAddress.Parse("192.0.2.20");

    [Fact]
    public void What_comes_by_one_interface_first_and_by_the_other_then_is_behind_the_first()
    {
        var found = Seen.In(Calls.SelectMany(packet => Crossing(packet, packet.Source.Address == s_inside ? (1, 2) : (2, 1))).OrderBy(seen => seen.Packet.Time));
        Assert.Equal([("eth1: [192.0.2.0/24]", Confidence.Fair), ("eth2: [198.51.100.0/24]", Confidence.Fair)], found.Of("sides"));
    }

    [Fact]
    public void What_one_interface_hears_alone_is_a_hint() =>
        Assert.Equal([("eth1: [192.0.2.0/24]", Confidence.Weak), ("eth2: [198.51.100.0/24]", Confidence.Weak)], Seen.In(Calls.Select(packet => (packet, packet.Source.Address == s_inside ? 1 : 2))).Of("sides"));

    [Fact]
    public void A_network_that_both_hear_first_is_behind_neither()
    {
        var seen = Calls.SelectMany((packet, number) => Crossing(packet, packet.Source.Address == s_inside ? (1, 2) : number % 2 == 0 ? (2, 1) : (1, 2)));
        Assert.Equal([("eth1: [192.0.2.0/24]", Confidence.Fair)], Seen.In(seen.OrderBy(crossing => crossing.Packet.Time)).Of("sides"));
    }

    [Fact]
    public void One_interface_tells_nothing_and_that_is_said()
    {
        var found = Seen.In(Calls.Select(packet => (packet, 1)));
        Assert.Empty(found.Of("sides"));
        Assert.Contains(found.Missing, remark => remark.Subject == "sides");
    }

    private static IEnumerable<TestPacket> Calls => SiteTraffic.Calls("198.51.100.20:5060", "192.0.2.20:5060", 20).OrderBy(packet => packet.Time);

    private static IEnumerable<(TestPacket Packet, int Door)> Crossing(TestPacket packet, (int First, int Then) doors) =>
        [(packet, doors.First), (packet with { Time = packet.Time + TimeSpan.FromMilliseconds(1) }, doors.Then)];
}
