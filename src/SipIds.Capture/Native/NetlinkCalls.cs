using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SipIds.Capture.Native;

/// <summary>The calls of the C library that a netlink socket needs, and the numbers of Linux that go with them.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NetlinkCalls
{
    public const int AddressFamily = 16; // AF_NETLINK
    public const int RawCloseOnExec = 3 | 0x80000; // SOCK_RAW | SOCK_CLOEXEC
    public const int Netfilter = 12; // NETLINK_NETFILTER

    public const int SocketLevel = 1; // SOL_SOCKET
    public const int ReceiveTimeout = 20; // SO_RCVTIMEO
    public const int ReceiveBufferForce = 33; // SO_RCVBUFFORCE
    public const int NetlinkLevel = 270; // SOL_NETLINK
    public const int NoBufferErrors = 5; // NETLINK_NO_ENOBUFS
    public const int ShortAcknowledgements = 10; // NETLINK_CAP_ACK

    public const int DontWait = 0x40; // MSG_DONTWAIT
    public const int WaitForOne = 0x10000; // MSG_WAITFORONE

    public const int NotPermitted = 1; // EPERM
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int Busy = 16; // EBUSY
    public const int Invalid = 22; // EINVAL
    public const int NotSupported = 95; // EOPNOTSUPP
    public const int NoBuffers = 105; // ENOBUFS
    public const int TimedOut = 110; // ETIMEDOUT

    private const string LibC = "libc";

    [LibraryImport(LibC, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport(LibC, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(LibC, EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SafeHandle socket, NetlinkAddress* address, int length);

    [LibraryImport(LibC, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(SafeHandle socket, int level, int name, void* value, int length);

    [LibraryImport(LibC, EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(SafeHandle socket, byte* bytes, nint length, int flags);

    [LibraryImport(LibC, EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(SafeHandle socket, BatchedMessage* slots, uint count, int flags, void* timeout);
}

/// <summary>Linux <c>struct sockaddr_nl</c>; all zero but for the family it means the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkAddress
{
    public ushort Family;
    public ushort Padding;
    public uint Port;
    public uint Groups;
}

/// <summary>Linux <c>struct timeval</c> as 64-bit systems lay it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketTimeout
{
    public long Seconds;
    public long Microseconds;
}
