using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct mmsghdr: a struct msghdr and the length sent.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BatchedMessage
{
    public void* Name;
    public uint NameLength;
    public Piece* Pieces;
    public nuint PieceCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
    public uint Sent;
}

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Piece
{
    public byte* Start;
    public nuint Length;
}
