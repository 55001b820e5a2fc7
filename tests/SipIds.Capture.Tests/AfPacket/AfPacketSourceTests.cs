using System.Net;
using System.Net.Sockets;
using SipIds.Capture.AfPacket;
using SipIds.Capture.Tests.Lab;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Testing;

namespace SipIds.Capture.Tests.AfPacket;

[Trait("takes", "long")]
public sealed class AfPacketSourceTests
{
    private static readonly int[] s_ports = [5060];
    private static readonly CaptureOptions s_everything = new() { Filter = CaptureFilter.None };

    [Fact]
    public void Frames_come_whole_in_order_numbered_and_timed()
    {
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports));
        byte[][] frames = [.. Enumerable.Range(0, 300).Select(i => Invite(i).Build())];
        Send(lab, frames);
        var seen = Sight.Read(source, frames.Length);
        Assert.Equal(frames, seen.Select(sight => sight.Bytes));
        Assert.Equal(Enumerable.Range(1, frames.Length).Select(i => (long)i), seen.Select(sight => sight.Number));
        Assert.All(seen, sight => Assert.Equal((LinkType.Ethernet, sight.Bytes.Length), (sight.Link, sight.OriginalLength)));
        Assert.Equal(seen.OrderBy(sight => sight.Time), seen);
        Assert.InRange(TimeProvider.System.GetUtcNow().UtcDateTime - seen[0].Time.ToDateTime(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Tags_are_put_back_as_they_were()
    {
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports));
        var double8021Q = Invite(2).Vlan(30).Vlan(40).Build();
        byte[] serviceTag = [.. double8021Q];
        serviceTag[12] = 0x88;
        serviceTag[13] = 0xA8;
        byte[] priority = [.. Invite(3).Vlan(0xE005).Build()];
        byte[][] frames = [Invite(1).Vlan(7).Build(), double8021Q, serviceTag, priority, Invite(4).Vlan(0).Build(), Invite(5).Build()];
        Send(lab, frames);
        var seen = Sight.Read(source, frames.Length);
        Assert.Equal(frames, seen.Select(sight => sight.Bytes));
        Assert.Equal(frames.Select(frame => frame.Length), seen.Select(sight => sight.OriginalLength));
    }

    [Fact]
    public void Both_directions_of_an_interface_are_seen()
    {
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports));
        using var outwards = lab.In("sensor", () => new RawSender("mirror0"));
        outwards.Send(Invite(1).Vlan(9).Build());
        Send(lab, Invite(2).Build());
        Assert.Equal([Invite(1).Vlan(9).Build(), Invite(2).Build()], Sight.Read(source, 2).Select(sight => sight.Bytes));
    }

    [Fact]
    public void On_loopback_each_packet_is_seen_once()
    {
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("lo", s_everything, s_ports));
        using var client = lab.In("sensor", () => new UdpClient(new IPEndPoint(IPAddress.Loopback, 5070)));
        _ = client.Send("OPTIONS"u8, new IPEndPoint(IPAddress.Loopback, 5060));
        var seen = Sight.Read(source, 1).Where(sight => sight.Text.Contains("OPTIONS", StringComparison.Ordinal) && sight.Bytes[23] == 17);
        Assert.Equal(LinkType.Ethernet, Assert.Single(seen).Link);
    }

    [Fact]
    public void A_datagram_with_its_fragments_comes_through_the_filter_and_other_ports_do_not()
    {
        using var lab = Lab();
        Address(lab);
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", new(), s_ports));
        using var client = lab.In("peer", () => new UdpClient(AddressFamily.InterNetwork));
        using var client6 = lab.In("peer", () => new UdpClient(AddressFamily.InterNetworkV6));
        _ = client.Send(new byte[100], "10.9.0.1", 5070);
        _ = client.Send(new byte[4000], "10.9.0.1", 5060);
        _ = client6.Send(new byte[4000], "fd09::1", 5060);
        _ = client6.Send(new byte[100], "fd09::1", 5070);
        Send(lab, Udp("192.0.2.1:5070", "192.0.2.2:53").Vlan(3).Build(), Udp("192.0.2.1:5060", "192.0.2.2:53").Vlan(3).Build());

        var decoder = new PacketDecoder(new());
        var seen = Sight.Read(source, 7);
        Assert.Equal(7, seen.Count(sight => !IsGroupReport(sight)));
        Assert.Equal(2, seen.Count(sight => Decode(decoder, sight) is { } packet && packet.Length == 4000));
        Assert.DoesNotContain(seen, sight => Decode(new(new()), sight) is { } packet && packet is { Source: not 5060, Target: not 5060 });
    }

    [Fact]
    public void Frames_sent_are_frames_received_and_frames_lost()
    {
        const int frames = 20_000;
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything with { Ring = new(2 << 20) }, s_ports));
        Send(lab, [.. Enumerable.Repeat(Invite(1).Build(), frames)]);
        var seen = Sight.Read(source, 1).Count;
        var counters = source.Counters;
        Assert.Equal(seen, counters.Received);
        Assert.InRange(counters.KernelDrops, 1, frames - 1);
        Assert.Equal(frames - Cable.Lost(lab, "peer", "eth0"), counters.Received + counters.KernelDrops);
        Assert.Equal(counters, source.Counters);
        source.Dispose();
        Assert.Equal(counters, source.Counters);
    }

    [Fact]
    public void Workers_share_the_flows_and_keep_fragments_together()
    {
        using var lab = Lab();
        Address(lab);
        var workers = lab.In("sensor", () => AfPacketSource.OpenShared("mirror0", new(), s_ports, 2));
        using var client = lab.In("peer", () => new UdpClient(AddressFamily.InterNetwork));
        _ = client.Send(new byte[30_000], "10.9.0.1", 5060);
        byte[][] frames = [.. Enumerable.Range(1, 200).Select(i => Udp($"192.0.2.{i}:5060", "198.51.100.1:5060").Build())];
        byte[][] answers = [.. Enumerable.Range(1, 200).Select(i => Udp("198.51.100.1:5060", $"192.0.2.{i}:5060").Build())];
        Send(lab, frames);
        Send(lab, answers);

        var seen = workers.Select(worker => Sight.Read(worker, 100)).ToArray();
        var fragments = seen.Select(sights => sights.Count(IsFragment)).Order().ToArray();
        Assert.Equal(0, fragments[0]);
        Assert.Equal(21, fragments[1]);
        var flows = seen.Select(sights => sights.Where(sight => !IsFragment(sight) && sight.Bytes[23] == 17).Select(Flow).ToList()).ToArray();
        Assert.Equal(400, flows.Sum(list => list.Count));
        Assert.All(flows, list => Assert.InRange(list.Count, 100, 300));
        Assert.Empty(flows[0].Intersect(flows[1], StringComparer.Ordinal));
        foreach (var worker in workers)
        {
            worker.Dispose();
        }
    }

    [Fact]
    public void A_tunnel_interface_gives_raw_packets()
    {
        using var lab = Lab();
        using var tunnel = lab.In("sensor", () => new Tunnel("tun7"));
        lab.Ip("sensor", "link set tun7 addrgenmode none up");
        using var source = lab.In("sensor", () => AfPacketSource.Open("tun7", new(), s_ports));
        byte[][] packets = [Invite(1).Build()[14..], FrameBuilder.Udp("[fd00::1]:5060", "[fd00::2]:5080").Payload("x").Build()[14..]];
        tunnel.Write(Udp("192.0.2.1:5070", "192.0.2.2:53").Build()[14..]);
        tunnel.Write(packets[0]);
        tunnel.Write(packets[1]);
        var seen = Sight.Read(source, 2);
        Assert.Equal(packets, seen.Select(sight => sight.Bytes));
        Assert.All(seen, sight => Assert.Equal(LinkType.Raw, sight.Link));
    }

    [Fact]
    public void Frames_larger_than_the_MTU_that_a_sender_leaves_to_its_card_come_whole()
    {
        using var lab = Lab();
        Address(lab);
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", new(), s_ports));
        using var listener = lab.In("sensor", () => new TcpListener(IPAddress.Any, 5060));
        listener.Start();
        using var client = lab.In("peer", () => new TcpClient("10.9.0.1", 5060));
        using var server = listener.AcceptTcpClient();
        client.Client.SendBufferSize = 1 << 20;
        client.GetStream().Write(new byte[400_000]);
        server.GetStream().ReadExactly(new byte[400_000]);
        var seen = Sight.Read(source, 1);
        Assert.Contains(seen, sight => sight.Bytes.Length > 3000);
        Assert.All(seen, sight => Assert.Equal(sight.OriginalLength, sight.Bytes.Length));
    }

    [Fact]
    public void A_source_is_told_when_its_interface_goes_and_can_be_opened_again()
    {
        using var lab = Lab();
        using (var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports)))
        {
            Send(lab, Invite(1).Build());
            Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
            lab.Ip("sensor", "link set mirror0 down");
            Assert.True(source.TryRead(out _));
            Assert.False(source.TryRead(out _));
            var fault = Assert.Throws<IOException>(() => source.Wait(TimeSpan.FromSeconds(5)));
            Assert.Equal("'mirror0' went down or was removed.", fault.Message);
        }

        lab.Ip("sensor", "link set mirror0 up");
        using (var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports)))
        {
            Send(lab, Invite(2).Build());
            Assert.Equal(Invite(2).Build(), Assert.Single(Sight.Read(source, 1)).Bytes);
            lab.Ip("sensor", "link del mirror0");
            var fault = Assert.Throws<IOException>(() => source.Wait(TimeSpan.FromSeconds(5)));
            Assert.Equal("'mirror0' went down or was removed.", fault.Message);
        }
    }

    [Fact]
    public void What_came_before_an_interface_went_down_is_read_before_that_is_told()
    {
        using var lab = Lab();
        using var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything with { BlockTimeout = TimeSpan.FromMilliseconds(500) }, s_ports));
        byte[][] frames = [.. Enumerable.Range(0, 3).Select(i => Invite(i).Build())];
        Send(lab, frames);
        lab.Ip("sensor", "link set mirror0 down");
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        foreach (var expected in frames)
        {
            Assert.True(source.TryRead(out var frame));
            Assert.Equal(expected, frame.Bytes);
        }

        Assert.False(source.TryRead(out _));
        Assert.Throws<IOException>(() => source.Wait(TimeSpan.FromSeconds(5)));
        Assert.Throws<IOException>(() => source.Wait(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void What_cannot_be_watched_is_said_in_a_sentence()
    {
        using var lab = Lab();
        using var tunnel = lab.In("sensor", () => new Tunnel("wifi0", hardwareType: 801));
        Assert.Equal("There is no interface 'eth9'; there are lo, mirror0, wifi0.", Refusal("eth9"));
        Assert.Equal("There is no interface ''; there are lo, mirror0, wifi0.", Refusal(""));
        Assert.Equal("There is no interface 'mirror0-mirror0-mirror0'; there are lo, mirror0, wifi0.", Refusal("mirror0-mirror0-mirror0"));
        Assert.Equal("'wifi0' is down; 'ip link set wifi0 up' brings it up.", Refusal("wifi0"));
        lab.Ip("sensor", "link set wifi0 addrgenmode none up");
        Assert.Equal("'wifi0' carries neither Ethernet nor plain IP packets (hardware type 801); watch the interface below it.", Refusal("wifi0"));

        string Refusal(string name) =>
            Assert.Throws<IOException>(() => lab.In("sensor", () => AfPacketSource.Open(name, s_everything, s_ports))).Message;
    }

    [Fact]
    public void A_missing_right_is_named()
    {
        using var lab = Lab();
        var fault = Assert.Throws<IOException>(() => lab.WithoutRights("sensor", () => AfPacketSource.Open("mirror0", new(), s_ports)));
        Assert.Equal("A packet socket cannot be opened: it needs the right CAP_NET_RAW. Run as root, or give the program that capability.", fault.Message);
    }

    [Fact]
    public void A_source_that_is_disposed_says_so()
    {
        using var lab = Lab();
        var source = lab.In("sensor", () => AfPacketSource.Open("mirror0", s_everything, s_ports));
        Send(lab, Invite(1).Build(), Invite(2).Build());
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        Assert.True(source.TryRead(out _));
        source.Dispose();
        source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => source.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => source.Wait(TimeSpan.Zero));
        Assert.Equal(1, source.Counters.Received);
    }

    private static NetworkLab Lab()
    {
        var lab = new NetworkLab("sensor", "peer");
        lab.Connect("sensor", "mirror0", "peer", "eth0");
        return lab;
    }

    private static void Address(NetworkLab lab)
    {
        lab.Ip("sensor", "address add 10.9.0.1/24 dev mirror0");
        lab.Ip("sensor", "address add fd09::1/64 dev mirror0 nodad");
        lab.Ip("peer", "address add 10.9.0.2/24 dev eth0");
        lab.Ip("peer", "address add fd09::2/64 dev eth0 nodad");
    }

    private static void Send(NetworkLab lab, params byte[][] frames)
    {
        using var sender = lab.In("peer", () => new RawSender("eth0"));
        sender.Send(frames);
    }

    private static FrameBuilder Invite(int number) => Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("INVITE").Header("X-Number", $"{number}"));

    private static FrameBuilder Udp(string source, string target) => FrameBuilder.Udp(source, target).Payload("OPTIONS sip:a@example.org SIP/2.0\r\n\r\n");

    private static bool IsFragment(Sight sight) => sight.Bytes[12] == 8 && sight.Bytes[13] == 0 && ((sight.Bytes[20] & 0x3F) | sight.Bytes[21]) != 0;

    // The kernel tells the network by extension header and ICMPv6 which groups it is in.
    private static bool IsGroupReport(Sight sight) => sight.Bytes[12] == 0x86 && sight.Bytes[20] == 0;

    // The two addresses, the lower one first.
    private static string Flow(Sight sight)
    {
        var (source, target) = (Convert.ToHexString(sight.Bytes.AsSpan(26, 4)), Convert.ToHexString(sight.Bytes.AsSpan(30, 4)));
        return string.CompareOrdinal(source, target) < 0 ? source + target : target + source;
    }

    private static (int Source, int Target, int Length)? Decode(PacketDecoder decoder, Sight sight)
    {
        var status = decoder.Decode(new() { Bytes = sight.Bytes, OriginalLength = sight.OriginalLength, Link = sight.Link, Time = sight.Time }, out var packet);
        return status is DecodeStatus.Ok ? (packet.Source.Port, packet.Target.Port, packet.Payload.Length) : null;
    }
}
