using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SipIds.Capture.AfPacket;
using SipIds.Capture.Bridge;
using SipIds.Capture.Tests.Lab;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Testing;

namespace SipIds.Capture.Tests.Bridge;

[Trait("takes", "long")]
public sealed class BridgeSourceTests
{
    private static readonly CaptureOptions s_everything = new() { Filter = CaptureFilter.None };

    [Theory]
    [InlineData("10.9.0.2")]
    [InlineData("fd09::2")]
    public void Neighbours_are_found_and_answer(string address)
    {
        using var lab = new BridgeLab().AddIPv6().Start();
        Assert.Contains("5 received", lab.Network.Exec("caller", $"ping -c 5 -i 0.05 -W 5 {address}"), StringComparison.Ordinal);
        Assert.Contains("5 received", lab.Network.Exec("caller", $"ping -c 5 -i 0.05 -W 5 -s 1452 {address}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_cross_byte_for_byte_in_order_in_both_directions()
    {
        using var lab = new BridgeLab().Start();
        byte[][] frames =
        [
            .. Enumerable.Range(0, 500).Select(i => Datagram(i).Build()),
            Datagram(1).Vlan(7).Build(),
            Datagram(2).Vlan(7).Vlan(8).Build(),
            [.. Datagram(3).Build()[..12], 0x88, 0xB5, .. new byte[1500]],
            [.. Datagram(4).Build()[..12], 0x81, 0x00, 0x00, 0x07, 0x88, 0xB5, .. new byte[1500]],
        ];
        Assert.Equal(frames, Cross(lab, "caller", "callee", frames, frames.Length));
        Assert.Equal(frames, Cross(lab, "callee", "caller", frames, frames.Length));
        Assert.Equal(0, lab.Source.Counters.SendErrors + lab.Source.Counters.KernelDrops);
    }

    [Fact]
    public void Jumbo_frames_cross_up_to_the_MTU()
    {
        using var lab = new BridgeLab(mtu: 9000).Start();
        byte[][] frames = [.. Enumerable.Range(0, 300).Select(i => Datagram(i).Payload(new byte[9000 - 28]).Vlan((ushort)i).Build())];
        Assert.Equal(frames, Cross(lab, "caller", "callee", frames, frames.Length));
    }

    [Theory]
    [InlineData("10.9.0.2", 1500, true)]
    [InlineData("fd09::2", 1500, true)]
    [InlineData("10.9.0.2", 9000, true)]
    [InlineData("10.9.0.2", 1500, false)]
    public async Task Streams_cross_whole_whether_or_not_the_sender_leaves_segments_and_checksums_to_its_card(string address, int mtu, bool offloads)
    {
        var largest = 0;
        using var lab = new BridgeLab(mtu, judge: sight =>
        {
            largest = Math.Max(largest, sight.Bytes.Length);
            return Verdict.Pass;
        }).AddIPv6().Start();
        if (!offloads)
        {
            lab.Network.Exec("caller", "ethtool -K eth0 tso off gso off tx off");
            lab.Network.Exec("callee", "ethtool -K eth0 tso off gso off tx off");
        }

        var data = RandomNumberGenerator.GetBytes(20_000_000);
        using var listener = lab.Network.In("callee", () => new TcpListener(IPAddress.IPv6Any, 5060) { Server = { DualMode = true } });
        listener.Start();
        using var client = lab.Network.In("caller", () => new TcpClient(address, 5060));
        using var server = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var (forth, back) = (new byte[data.Length], new byte[data.Length]);
        await Task.WhenAll(
            client.GetStream().WriteAsync(data, TestContext.Current.CancellationToken).AsTask(),
            server.GetStream().WriteAsync(data, TestContext.Current.CancellationToken).AsTask(),
            server.GetStream().ReadExactlyAsync(forth, TestContext.Current.CancellationToken).AsTask(),
            client.GetStream().ReadExactlyAsync(back, TestContext.Current.CancellationToken).AsTask());
        Assert.True(data.AsSpan().SequenceEqual(forth));
        Assert.True(data.AsSpan().SequenceEqual(back));
        Assert.Equal(offloads, largest > mtu + 14);
    }

    [Fact]
    public void A_checksum_that_the_sender_left_to_its_card_is_right_on_the_other_side()
    {
        using var lab = new BridgeLab().Start();
        lab.Network.Exec("sensor", "ethtool -K eth2 tx off");
        using var watch = lab.Network.In("callee", () => AfPacketSource.Open("eth0", new(), [5060]));
        using var client = lab.Network.In("caller", () => new UdpClient(new IPEndPoint(IPAddress.Parse("10.9.0.1"), 5060)));
        _ = client.Send("OPTIONS sip:a@example.org SIP/2.0\r\n\r\n"u8, "10.9.0.2", 5060);
        var sight = Sight.Read(watch, 1)[0];
        var mended = FrameBuilder.Udp("10.9.0.1:5060", "10.9.0.2:5060").Payload("OPTIONS sip:a@example.org SIP/2.0\r\n\r\n").Build();
        Assert.Equal(Convert.ToHexString(mended.AsSpan(40, 2)), Convert.ToHexString(sight.Bytes.AsSpan(40, 2)));
    }

    [Fact]
    public void A_tagged_frame_whose_checksum_is_still_to_be_made_crosses_with_a_right_one()
    {
        using var lab = new BridgeLab().Start();
        lab.Network.Exec("sensor", "ethtool -K eth2 tx off");
        using var watch = lab.Network.In("callee", () => AfPacketSource.Open("eth0", s_everything, []));
        using var sender = lab.Network.In("caller", () => new RawSender("eth0"));
        var frame = Datagram(1).Vlan(7).Build();
        sender.SendWithoutChecksum(frame, start: 14 + 4 + 20, offset: 6);
        Assert.Equal(frame, Assert.Single(Sight.Read(watch, 1)).Bytes);
    }

    [Fact]
    public void What_is_dropped_does_not_cross()
    {
        using var lab = new BridgeLab(judge: sight => sight.Text.Contains("FLOOD", StringComparison.Ordinal) ? Verdict.Drop : Verdict.Pass).Start();
        byte[][] frames = [.. Enumerable.Range(0, 400).Select(i => Datagram(i).Payload(i % 3 == 0 ? $"CALM {i}" : $"FLOOD {i}").Build())];
        var calm = frames.Where((_, i) => i % 3 == 0).ToArray();
        Assert.Equal(calm, Cross(lab, "caller", "callee", frames, calm.Length));
        Assert.Equal(400, lab.Source.Counters.Received);
    }

    [Fact]
    public void More_frames_than_the_ring_holds_are_counted_as_lost()
    {
        const int frames = 30_000;
        using var lab = new BridgeLab();
        using var watch = lab.Network.In("callee", () => AfPacketSource.Open("eth0", s_everything, []));
        Send(lab, "caller", [.. Enumerable.Repeat(Datagram(1).Build(), frames)]);
        lab.Start();
        var crossed = Sight.Read(watch, 1).Count;
        var counters = lab.Source.Counters;
        Assert.InRange(counters.KernelDrops, 1, frames - 1);
        Assert.Equal(frames - Cable.Lost(lab.Network, "caller", "eth0"), counters.Received + counters.KernelDrops);
        Assert.Equal(crossed + Cable.Lost(lab.Network, "sensor", "eth2"), counters.Received);
        Assert.Equal(0, counters.SendErrors);
    }

    [Fact]
    public void What_this_host_sends_itself_does_not_cross()
    {
        using var lab = new BridgeLab().Start();
        using var watch = lab.Network.In("callee", () => AfPacketSource.Open("eth0", s_everything, []));
        using var host = lab.Network.In("sensor", () => new RawSender("eth1"));
        host.Send(Datagram(1).Build());
        Assert.Empty(Sight.Read(watch, 0));
        Assert.Equal(0, lab.Source.Counters.Received);
    }

    [Fact]
    public void A_frame_that_cannot_be_sent_is_counted_and_the_others_cross()
    {
        using var lab = new BridgeLab().Start();
        lab.Network.Ip("sensor", "link set eth2 mtu 1400");
        byte[] large = [.. Datagram(1).Payload(new byte[1472]).Build()];
        byte[][] frames = [Datagram(1).Build(), large, Datagram(2).Build()];
        Assert.Equal([frames[0], frames[2]], Cross(lab, "caller", "callee", frames, 2));
        Assert.Equal(1, lab.Source.Counters.SendErrors);
    }

    [Fact]
    public void A_full_frame_with_a_tag_of_8021ad_needs_a_larger_MTU()
    {
        using var lab = new BridgeLab().Start();
        byte[] full = [.. Datagram(1).Build()[..12], 0x88, 0xA8, 0x00, 0x07, 0x88, 0xB5, .. new byte[1500]];
        lab.Network.Ip("caller", "link set eth0 mtu 1504");
        Assert.Equal([full[..^4]], Cross(lab, "caller", "callee", [full, full[..^4]], 1));
        Assert.Equal(1, lab.Source.Counters.SendErrors);
    }

    [Fact]
    public void Frames_that_wait_when_it_ends_are_let_through()
    {
        using var lab = new BridgeLab();
        using var watch = lab.Network.In("callee", () => AfPacketSource.Open("eth0", s_everything, []));
        byte[][] frames = [.. Enumerable.Range(0, 100).Select(i => Datagram(i).Build())];
        Send(lab, "caller", frames);
        Assert.True(lab.Source.TryRead(out _));
        lab.Source.Conclude(Verdict.Pass);
        Assert.True(lab.Source.TryRead(out _));
        lab.Source.Dispose();
        Assert.Equal(frames, Sight.Read(watch, 100).Select(sight => sight.Bytes));
        Assert.Equal((2, 98), (lab.Source.Counters.Received, lab.Source.Counters.Bypassed));
        Assert.Throws<ObjectDisposedException>(() => lab.Source.TryRead(out _));
        Assert.Throws<ObjectDisposedException>(() => lab.Source.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void The_loss_of_an_interface_is_said_and_the_bridge_can_be_opened_again()
    {
        using var lab = new BridgeLab().Start();
        lab.Network.Ip("sensor", "link set eth2 down");
        lab.Join();
        Assert.Equal("'eth2' went down or was removed.", lab.Fault?.Message);
        lab.Source.Dispose();
        lab.Network.Ip("sensor", "link set eth2 up");
        using var again = lab.Open();
        Send(lab, "caller", Datagram(1).Build());
        Assert.Equal(Datagram(1).Build(), Assert.Single(Sight.Read(again, 1)).Bytes);
        lab.Network.Ip("sensor", "link del eth1");
        var fault = Assert.Throws<IOException>(() => again.Wait(TimeSpan.FromSeconds(5)));
        Assert.Equal("'eth1' went down or was removed.", fault.Message);
    }

    [Fact]
    public void What_cannot_be_bridged_is_refused_with_the_mend()
    {
        using var lab = new BridgeLab();
        Assert.Equal("A bridge needs two interfaces; 'eth1' is named twice.", Refusal("eth1", "eth1"));
        Assert.Equal("There is no interface 'eth9'; there are eth1, eth2, lo.", Refusal("eth1", "eth9"));
        Assert.Equal("'lo' is no Ethernet interface and cannot be bridged.", Refusal("lo", "eth1"));
        lab.Network.Ip("sensor", "link set eth2 mtu 9000");
        Assert.Equal("'eth1' has an MTU of 1500 and 'eth2' of 9000; a bridge needs the same ('ip link set eth2 mtu 1500').", Refusal("eth1", "eth2"));
        lab.Network.Ip("sensor", "link set eth2 mtu 1500");
        lab.Network.Exec("sensor", "ethtool -K eth1 gro on");
        Assert.Equal("'eth1' puts received packets together (gro), which a bridge must not do; 'ethtool -K eth1 gro off' ends it.", Refusal("eth1", "eth2"));
        var right = Assert.Throws<IOException>(() => lab.Network.WithoutRights("sensor", () => BridgeSource.Open("eth1", "eth2", new())));
        Assert.Contains("CAP_NET_RAW", right.Message, StringComparison.Ordinal);

        string Refusal(string left, string other) =>
            Assert.Throws<IOException>(() => lab.Network.In("sensor", () => BridgeSource.Open(left, other, new()))).Message;
    }

    [Fact]
    public void Addresses_by_which_the_sensor_can_be_seen_are_told()
    {
        using var lab = new BridgeLab();
        Assert.Empty(((BridgeSource)lab.Source).Notices);
        lab.Network.Ip("sensor", "address add 192.0.2.7/24 dev eth1");
        lab.Network.Ip("sensor", "address add fe80::7/64 dev eth2 nodad");
        using var again = lab.Open();
        Assert.Equal(
            [
                "'eth1' has the address 192.0.2.7 and can be seen; 'ip address flush dev eth1' takes it away.",
                "'eth2' has an IPv6 address of its own and can be seen; 'sysctl -w net.ipv6.conf.eth2.disable_ipv6=1' takes it away.",
            ],
            again.Notices);
    }

    private static IEnumerable<byte[]> Cross(BridgeLab lab, string from, string to, byte[][] frames, int expected)
    {
        using var watch = lab.Network.In(to, () => AfPacketSource.Open("eth0", s_everything, []));
        Send(lab, from, frames);
        return [.. Sight.Read(watch, expected).Select(sight => sight.Bytes)];
    }

    private static void Send(BridgeLab lab, string from, params byte[][] frames)
    {
        using var sender = lab.Network.In(from, () => new RawSender("eth0"));
        sender.Send(frames);
    }

    private static FrameBuilder Datagram(int number) => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload($"OPTIONS sip:{number}@example.org SIP/2.0\r\n\r\n");
}
