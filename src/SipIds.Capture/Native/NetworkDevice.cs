using System.Buffers.Binary;
using System.Net.NetworkInformation;
using System.Runtime.Versioning;
using System.Text;

namespace SipIds.Capture.Native;

/// <summary>What the kernel says of an interface.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe record NetworkDevice(string Name, int Index, int Mtu, ushort HardwareType)
{
    public const ushort Ethernet = 1;
    public const ushort Ppp = 512;
    public const ushort RawIP = 519;
    public const ushort Loopback = 772;
    public const ushort NoHeader = 0xFFFE;

    private const int NameLength = 16;
    private const int RequestLength = 40;
    private const nuint GetFlags = 0x8913;
    private const nuint GetMtu = 0x8921;
    private const nuint GetHardwareAddress = 0x8927;
    private const nuint GetIndex = 0x8933;
    private const nuint AskDriver = 0x8946;
    private const uint DriverGetFlags = 0x25;
    private const uint DriverGetMerging = 0x2B;
    private const uint LargeReceiveOffload = 1 << 15;
    private const ushort IsUp = 1;

    /// <summary>Looks an interface up.</summary>
    /// <exception cref="IOException">There is none of that name, or it is down.</exception>
    public static NetworkDevice Find(PacketSocket socket, string name)
    {
        Span<byte> request = stackalloc byte[RequestLength];
        if (name.Length is 0 || Encoding.UTF8.GetByteCount(name) >= NameLength || !Ask(socket, name, GetIndex, request))
        {
            throw new IOException($"There is no interface '{name}'; there are {string.Join(", ", Names())}.");
        }

        var index = BitConverter.ToInt32(request[NameLength..]);
        if (!Ask(socket, name, GetFlags, request) || (BitConverter.ToUInt16(request[NameLength..]) & IsUp) == 0)
        {
            throw new IOException($"'{name}' is down; 'ip link set {name} up' brings it up.");
        }

        var mtu = Ask(socket, name, GetMtu, request) ? BitConverter.ToInt32(request[NameLength..]) : 0;
        var type = Ask(socket, name, GetHardwareAddress, request) ? BitConverter.ToUInt16(request[NameLength..]) : ushort.MaxValue;
        return new(name, index, mtu, type);
    }

    /// <summary>The receive offloads that are on and put received packets together, by the names that ethtool gives them.</summary>
    public IReadOnlyList<string> MergingOffloads(PacketSocket socket)
    {
        List<string> offloads = [];
        if (AskDriverFor(socket, DriverGetMerging) != 0)
        {
            offloads.Add("gro");
        }

        if ((AskDriverFor(socket, DriverGetFlags) & LargeReceiveOffload) != 0)
        {
            offloads.Add("lro");
        }

        return offloads;
    }

    private static IEnumerable<string> Names() => NetworkInterface.GetAllNetworkInterfaces().Select(i => i.Name).Order(StringComparer.Ordinal);

    private static bool Ask(PacketSocket socket, string name, nuint question, Span<byte> request)
    {
        request.Clear();
        _ = Encoding.UTF8.GetBytes(name, request);
        fixed (byte* argument = request)
        {
            return PacketSockets.Control(socket, question, argument) == 0;
        }
    }

    // A driver that does not know the question has not got the offload.
    private uint AskDriverFor(PacketSocket socket, uint question)
    {
        var value = stackalloc uint[2] { question, 0 };
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        _ = Encoding.UTF8.GetBytes(Name, request);
        BinaryPrimitives.WriteUInt64LittleEndian(request[NameLength..], (ulong)value);
        fixed (byte* argument = request)
        {
            return PacketSockets.Control(socket, AskDriver, argument) == 0 ? value[1] : 0;
        }
    }
}
