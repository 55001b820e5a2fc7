using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SipIds.Capture.Native;

/// <summary>A socket's ring mapped into this process.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class RingMapping : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly nuint _length;

    public RingMapping(PacketSocket socket, nuint length)
        : base(ownsHandle: true)
    {
        _length = length;
        SetHandle(PacketSockets.Map(0, length, PacketSockets.ReadWrite, PacketSockets.Shared, socket, 0));
        if (IsInvalid)
        {
            throw PacketSocket.Fault("The capture ring cannot be mapped");
        }
    }

    /// <summary>Where it begins. Not to be used after disposal: the memory is gone then.</summary>
    public byte* Start => (byte*)handle;

    protected override bool ReleaseHandle() => PacketSockets.Unmap(handle, _length) == 0;
}
