using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct sock_fprog.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    public ushort Length;
    public void* Instructions;
}
