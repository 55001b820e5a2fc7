using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SipIds.Capture.Native;

/// <summary>The calls of the C library and the numbers of Linux that packet sockets need (packet(7)). Each call leaves errno.</summary>
[SupportedOSPlatform("linux")]
internal static partial class PacketSockets
{
    public const int AddressFamily = 17;
    public const int RawType = 3;
    public const int CloseOnExec = 0x80000;
    public const ushort AllProtocols = 3;

    public const int SocketLevel = 1;
    public const int TakeError = 4;
    public const int ReceiveBuffer = 8;
    public const int ReceiveBufferForce = 33;
    public const int SendBuffer = 7;
    public const int SendBufferForce = 32;
    public const int SendTimeout = 21;
    public const int AttachFilter = 26;

    public const int PacketLevel = 263;
    public const int AddMembership = 1;
    public const int ReceiveRing = 5;
    public const int Statistics = 6;
    public const int CopyThreshold = 7;
    public const int Version = 10;
    public const int Reserve = 12;
    public const int VirtioHeader = 15;
    public const int Fanout = 18;
    public const int QueueDisciplineBypass = 20;
    public const int IgnoreOutgoing = 23;

    public const int FanoutHash = 0;
    public const int FanoutUniqueId = 0x2000;

    public const short PollIn = 1;
    public const short PollError = 8;
    public const int DontWait = 0x40;
    public const int TruncatedLength = 0x20;

    public const int ReadWrite = 3;
    public const int Shared = 1;

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint NumberOf(string name);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(PacketSocket socket, in LinkAddress address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static unsafe partial int SetOption(PacketSocket socket, int level, int name, void* value, int length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static unsafe partial int GetOption(PacketSocket socket, int level, int name, void* value, ref int length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Control(PacketSocket socket, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, PacketSocket socket, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static unsafe partial nint Receive(PacketSocket socket, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static unsafe partial int SendMany(PacketSocket socket, BatchedMessage* messages, uint count, int flags);
}
