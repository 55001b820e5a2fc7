using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SipIds.Capture.Tests.Lab;

/// <summary>A tunnel interface whose other end is this object.</summary>
internal sealed partial class Tunnel : IDisposable
{
    private const nuint SetInterface = 0x400454CA;
    private const nuint SetHardwareType = 0x400454CD;
    private const ushort IPPacketsAlone = 0x1001;
    private const int RequestLength = 40;
    private const int NameLength = 16;

    private readonly SafeFileHandle _handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite);

    public unsafe Tunnel(string name, int? hardwareType = null)
    {
        var request = new byte[RequestLength];
        _ = Encoding.ASCII.GetBytes(name, request);
        MemoryMarshal.Write(request.AsSpan(NameLength), IPPacketsAlone);
        fixed (byte* start = request)
        {
            Assert.True(Control(_handle, SetInterface, (nint)start) == 0, Marshal.GetLastPInvokeErrorMessage());
        }

        if (hardwareType is { } type)
        {
            Assert.True(Control(_handle, SetHardwareType, type) == 0, Marshal.GetLastPInvokeErrorMessage());
        }
    }

    /// <summary>Lets a packet come in at the interface.</summary>
    public unsafe void Write(byte[] packet)
    {
        fixed (byte* start = packet)
        {
            Assert.True(Write(_handle, start, (nuint)packet.Length) == packet.Length, Marshal.GetLastPInvokeErrorMessage());
        }
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle handle, nuint request, nint argument);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(SafeFileHandle handle, byte* buffer, nuint length);
}
