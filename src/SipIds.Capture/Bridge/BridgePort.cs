using System.Runtime.Versioning;
using SipIds.Capture.Native;

namespace SipIds.Capture.Bridge;

/// <summary>One of the two interfaces of a bridge: its frames come in by a ring and go out by the same socket.</summary>
[SupportedOSPlatform("linux")]
internal sealed class BridgePort : IDisposable
{
    private const int Buffers = 4 << 20;
    private const long SendTimeoutMicroseconds = 50_000;

    private long _kernelDrops;

    public BridgePort(string interfaceName, long ringSize)
    {
        Socket = PacketSocket.Open();
        try
        {
            Device = NetworkDevice.Find(Socket, interfaceName);
            Check();
            const string purpose = "The bridge cannot be made";
            Socket.GrowBuffers(Buffers);
            Socket.Set(PacketSockets.SendTimeout, new SocketTimeout { Microseconds = SendTimeoutMicroseconds }, purpose, PacketSockets.SocketLevel);
            Socket.Set(PacketSockets.QueueDisciplineBypass, 1, purpose);

            // What this host sends itself does not belong on the other side.
            Socket.Set(PacketSockets.IgnoreOutgoing, 1, purpose);
            Ring = new(Socket, ringSize, Device.Mtu);
        }
        catch
        {
            Socket.Dispose();
            throw;
        }
    }

    public PacketSocket Socket { get; }

    public NetworkDevice Device { get; }

    public SlotRing Ring { get; }

    /// <summary>Begins to receive.</summary>
    public void Start()
    {
        Socket.Bind(Device);
        Socket.BecomePromiscuous(Device);
    }

    /// <summary>Frames that found no room in the ring so far.</summary>
    public long TakeDrops() => _kernelDrops += Socket.IsClosed ? 0 : Socket.TakeStatistics().Drops;

    public void Dispose()
    {
        _ = TakeDrops();
        Ring.Dispose();
        Socket.Dispose();
    }

    private void Check()
    {
        var name = Device.Name;
        if (Device.HardwareType is not NetworkDevice.Ethernet)
        {
            throw new IOException($"'{name}' is no Ethernet interface and cannot be bridged.");
        }

        var offloads = Device.MergingOffloads(Socket);
        if (offloads.Count > 0)
        {
            var settings = string.Join(' ', offloads.Select(offload => $"{offload} off"));
            throw new IOException($"'{name}' puts received packets together ({string.Join(", ", offloads)}), which a bridge must not do; 'ethtool -K {name} {settings}' ends it.");
        }
    }
}
