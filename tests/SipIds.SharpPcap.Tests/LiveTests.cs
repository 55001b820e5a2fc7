using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SharpPcap;
using SharpPcap.LibPcap;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Testing;

namespace SipIds.SharpPcap.Tests;

/// <summary>Interfaces of this machine, through libpcap. They need root on Linux.</summary>
[Trait("takes", "long")]
public sealed class LiveTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public LiveTests()
    {
        CaptureLibrary.Need();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Watching an interface needs root on Linux.");
    }

    [Fact]
    public void Every_datagram_on_the_loopback_is_read_once_in_order_and_in_time()
    {
        const int count = 5000;
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        using var source = SharpPcapSource.Open(Device("lo"), new() { Filter = $"udp dst port {port}" });
        Assert.Equal("lo", source.Name);
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(-20);
        Send(port, count);
        var decoder = new PacketDecoder(new());
        for (var number = 0; number < count; number++)
        {
            Assert.True(source.Wait(s_patience));
            Assert.True(source.TryRead(out var frame));
            Assert.Equal(DecodeStatus.Ok, decoder.Decode(frame, out var packet));
            Assert.Equal((number + 1, number), (frame.Number, BinaryPrimitives.ReadInt32LittleEndian(packet.Payload)));
            Assert.InRange(frame.Time.ToDateTime(), before, TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(20));
        }

        Assert.False(source.Wait(TimeSpan.FromMilliseconds(100)));
        Assert.Equal((count, 0), (source.Counters.Received, source.Counters.KernelDrops));
    }

    [Fact]
    public void Frames_that_the_kernel_had_no_room_for_are_counted()
    {
        const int count = 20_000;
        using var cable = new Cable();
        using var peer = Device(cable.Peer);
        peer.Open(new DeviceConfiguration());
        using var source = SharpPcapSource.Open(Device(cable.Name), new() { Filter = "udp port 5060", KernelBuffer = new(1 << 20), Backlog = new(1 << 16) });
        var frame = FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(new byte[700]).Build();
        for (var number = 0; number < count; number++)
        {
            peer.SendPacket(frame);
        }

        var since = Stopwatch.GetTimestamp();
        while (source.Counters.Received + source.Counters.KernelDrops < count && Stopwatch.GetElapsedTime(since) < s_patience)
        {
            _ = source.Wait(TimeSpan.FromMilliseconds(100));
            _ = Seen.Frames(source);
        }

        Assert.Equal(count, source.Counters.Received + source.Counters.KernelDrops);
        Assert.InRange(source.Counters.KernelDrops, 1, count);
    }

    [Fact]
    public void A_registry_opens_an_interface_by_its_name()
    {
        using var source = Assert.Single(new SourceRegistry().Add<SharpPcapSource>().Find("sharppcap")!.Open(new() { Target = "lo" }));
        Assert.Equal("lo", source.Name);
        Assert.False(source.Wait(TimeSpan.Zero) && !source.TryRead(out _));
    }

    [Fact]
    public void An_interface_that_is_taken_away_is_named()
    {
        using var cable = new Cable();
        using var source = SharpPcapSource.Open(Device(cable.Name));
        cable.Cut();
        var fault = Assert.Throws<IOException>(() => WaitFor(source));
        Assert.StartsWith($"'{cable.Name}' cannot be read on: The interface ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interface_that_is_gone_before_it_is_opened_is_named()
    {
        using var cable = new Cable();
        var device = Device(cable.Name);
        cable.Cut();
        Assert.Equal($"There is no interface '{cable.Name}'.", Assert.Throws<IOException>(() => SharpPcapSource.Open(device)).Message);
    }

    [Fact]
    public void A_device_that_the_caller_opened_is_read_and_stays_open()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)receiver.Client.LocalEndPoint!).Port;
        using var device = Device("lo");
        device.Open(new DeviceConfiguration { Immediate = true });
        device.Filter = $"udp dst port {port}";
        using (var source = SharpPcapSource.Attach(device))
        {
            Send(port, 1);
            Assert.True(source.Wait(s_patience));
            Assert.True(source.TryRead(out _));
        }

        Assert.True(device.Opened);
    }

    [Fact]
    public void The_example_of_the_README_names_a_scanner()
    {
        using var stopping = new CancellationTokenSource(s_patience);
        using var output = new Seen.Lines { OnWrite = name => StopAt(name, "mandatory-scanner", stopping) };
        var scanning = new Thread(() => Scan(stopping.Token));
        scanning.Start();
        Example.Watch("lo", [output], stopping.Token);
        scanning.Join();
        Assert.Contains(output.Written, line => line.Contains("mandatory-scanner", StringComparison.Ordinal));
    }

    private static void StopAt(string name, string wanted, CancellationTokenSource stopping)
    {
        if (name == wanted)
        {
            stopping.Cancel();
        }
    }

    private static void Scan(CancellationToken stopping)
    {
        using var sender = new UdpClient();
        var options = SipBuilder.Request("OPTIONS").Header("User-Agent", "friendly-scanner").Build();
        do
        {
            sender.Send(options, new IPEndPoint(IPAddress.Loopback, 5060));
        }
        while (!stopping.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20)));
    }

    private static LibPcapLiveDevice Device(string name) => LibPcapLiveDeviceList.New().Single(device => device.Name == name);

    private static void Send(int port, int count)
    {
        using var sender = new UdpClient();
        var payload = new byte[700];
        for (var number = 0; number < count; number++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, number);
            sender.Send(payload, new IPEndPoint(IPAddress.Loopback, port));
        }
    }

    private static void WaitFor(SharpPcapSource source)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < s_patience)
        {
            _ = source.Wait(TimeSpan.FromSeconds(1));
            _ = Seen.Frames(source);
        }
    }

    /// <summary>Two interfaces of this machine that are joined; gone when it is disposed.</summary>
    private sealed class Cable : IDisposable
    {
        private static int s_cables;
        private bool _isCut;

        public Cable()
        {
            var number = $"{Environment.ProcessId % 100_000}n{Interlocked.Increment(ref s_cables)}";
            (Name, Peer) = ($"sharp{number}", $"peer{number}");
            Assert.True(Ip($"link add {Name} type veth peer name {Peer}"), "the interface cannot be made; the tests need iproute2");
            Assert.True(Ip($"link set {Name} up") && Ip($"link set {Peer} up"));
        }

        public string Name { get; }

        public string Peer { get; }

        public void Cut() => _isCut = Ip($"link del {Name}");

        public void Dispose()
        {
            if (!_isCut)
            {
                Cut();
            }
        }

        private static bool Ip(string arguments)
        {
            using var process = Process.Start("ip", arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
