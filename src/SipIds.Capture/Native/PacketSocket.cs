using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SipIds.Capture.Native;

/// <summary>An AF_PACKET socket: it sees and sends whole frames of one interface. Faults are IOExceptions with a sentence for a person.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PacketSocket : SafeHandleMinusOneIsInvalid
{
    private const int NoPermission = 1;
    private const int NoMemory = 12;
    private const int NoSuchProtocolOption = 92;
    private const int NetworkDown = 100;

    /// <summary>For the marshaller; use <see cref="Open"/>.</summary>
    public PacketSocket()
        : base(ownsHandle: true)
    {
    }

    /// <summary>A socket that receives nothing before it is bound.</summary>
    public static PacketSocket Open()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            throw new IOException("Capturing from an interface this way needs a 64-bit Linux.");
        }

        var socket = new PacketSocket();
        socket.SetHandle(PacketSockets.Socket(PacketSockets.AddressFamily, PacketSockets.RawType | PacketSockets.CloseOnExec, 0));
        if (!socket.IsInvalid)
        {
            return socket;
        }

        var fault = Fault("A packet socket cannot be opened");
        socket.Dispose();
        throw fault;
    }

    /// <summary>Sets an option to a number or a structure.</summary>
    public unsafe void Set<T>(int option, T value, string purpose, int level = PacketSockets.PacketLevel, int? length = null)
        where T : unmanaged
    {
        if (PacketSockets.SetOption(this, level, option, &value, length ?? sizeof(T)) != 0)
        {
            throw Fault(purpose);
        }
    }

    /// <summary>Gives the socket buffers of this size, as far as the kernel lets this process.</summary>
    public unsafe void GrowBuffers(int size)
    {
        // Without CAP_NET_ADMIN the kernel's own ceiling holds, which is no reason to stop.
        if (PacketSockets.SetOption(this, PacketSockets.SocketLevel, PacketSockets.ReceiveBufferForce, &size, sizeof(int)) != 0)
        {
            _ = PacketSockets.SetOption(this, PacketSockets.SocketLevel, PacketSockets.ReceiveBuffer, &size, sizeof(int));
        }

        if (PacketSockets.SetOption(this, PacketSockets.SocketLevel, PacketSockets.SendBufferForce, &size, sizeof(int)) != 0)
        {
            _ = PacketSockets.SetOption(this, PacketSockets.SocketLevel, PacketSockets.SendBuffer, &size, sizeof(int));
        }
    }

    /// <summary>Starts to receive every protocol of an interface.</summary>
    public void Bind(NetworkDevice device)
    {
        var address = new LinkAddress
        {
            Family = PacketSockets.AddressFamily,
            Protocol = BinaryPrimitives.ReverseEndianness(PacketSockets.AllProtocols),
            Interface = device.Index,
        };
        if (PacketSockets.Bind(this, address, Marshal.SizeOf<LinkAddress>()) != 0)
        {
            throw Fault($"'{device.Name}' cannot be captured from");
        }
    }

    /// <summary>Takes the frames for other stations too, until it is closed.</summary>
    public void BecomePromiscuous(NetworkDevice device)
    {
        var membership = new Membership { Interface = device.Index, Type = Membership.Promiscuous };
        Set(PacketSockets.AddMembership, membership, $"'{device.Name}' cannot be made promiscuous");
    }

    /// <summary>Lets through only what a filter program takes.</summary>
    public unsafe void Attach(BpfInstruction[] instructions)
    {
        fixed (BpfInstruction* first = instructions)
        {
            var program = new FilterProgram { Length = (ushort)instructions.Length, Instructions = first };
            Set(PacketSockets.AttachFilter, program, "The kernel filter cannot be set", PacketSockets.SocketLevel);
        }
    }

    /// <summary>The kernel's counts since they were last taken.</summary>
    public unsafe RingStatistics TakeStatistics()
    {
        RingStatistics statistics = default;
        var length = sizeof(RingStatistics);
        _ = PacketSockets.GetOption(this, PacketSockets.PacketLevel, PacketSockets.Statistics, &statistics, ref length);
        return statistics;
    }

    /// <summary>The number of the fanout group that the socket is in.</summary>
    public unsafe ushort FanoutGroup()
    {
        uint value = 0;
        var length = sizeof(uint);
        _ = PacketSockets.GetOption(this, PacketSockets.PacketLevel, PacketSockets.Fanout, &value, ref length);
        return (ushort)value;
    }

    /// <summary>Takes the error that waits on the socket and says it.</summary>
    public unsafe IOException TakeFault(string name)
    {
        var error = 0;
        var length = sizeof(int);
        _ = PacketSockets.GetOption(this, PacketSockets.SocketLevel, PacketSockets.TakeError, &error, ref length);
        return error is 0 or NetworkDown
            ? new IOException($"'{name}' went down or was removed.")
            : new IOException($"'{name}' cannot be read on: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>A time to wait as poll takes it.</summary>
    public static int ToMilliseconds(TimeSpan time) => (int)Math.Clamp(Math.Ceiling(time.TotalMilliseconds), 0, int.MaxValue);

    protected override bool ReleaseHandle() => PacketSockets.Close((int)handle) == 0;

    /// <summary>The last call's errno as an exception: what was wanted, and why it is not to be had.</summary>
    internal static IOException Fault(string purpose)
    {
        var error = Marshal.GetLastPInvokeError();
        return new(error switch
        {
            NoPermission => $"{purpose}: it needs the right CAP_NET_RAW. Run as root, or give the program that capability.",
            NoMemory => $"{purpose}: there is not enough memory for the ring. Make it smaller.",
            NoSuchProtocolOption => $"{purpose}: this kernel does not know how. Linux 4.20 or later does.",
            _ => $"{purpose}: {Marshal.GetPInvokeErrorMessage(error)}.",
        });
    }
}
